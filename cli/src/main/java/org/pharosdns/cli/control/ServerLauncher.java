package org.pharosdns.cli.control;

/// Starts a server in this process.
@FunctionalInterface
public interface ServerLauncher {
  /// Returns when the server answers queries and its control socket.
  ///
  /// @param answers runs before the first query is taken: from then on clients would lose something
  ///     if the process just ended
  /// @throws StartFailure when it does not; nothing is left running then
  RunningServer start(ServeOptions options, Runnable answers) throws StartFailure;
}
