package org.pharosdns.cli.control;

/// Starts a server in this process.
@FunctionalInterface
public interface ServerLauncher {
  /// Returns when the server answers queries and its control socket.
  ///
  /// @throws StartFailure when it does not; nothing is left running then
  RunningServer start(ServeOptions options) throws StartFailure;
}
