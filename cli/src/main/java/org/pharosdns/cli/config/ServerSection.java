package org.pharosdns.cli.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.transport.TransportSettings;

/// `[server]`.
///
/// @param listen UDP and TCP, at least one
/// @param zones the folder of `NAME.zone` and `NAME.toml`
/// @param state the folder of what must survive a restart
/// @param rotate whether unsteered A and AAAA RRsets start at a random record
/// @param identity NSID and `id.server`, or null
/// @param version `version.bind`, or null
/// @param workers event loops, at least 1
/// @param watch whether changed files are read without being told to
/// @param allowExec whether checks may run programs
public record ServerSection(
    List<InetSocketAddress> listen,
    Path zones,
    Path state,
    boolean rotate,
    @Nullable String identity,
    @Nullable String version,
    TransportSettings.Kind transport,
    int workers,
    boolean watch,
    boolean allowExec) {
  /// Copies the list.
  public ServerSection {
    listen = List.copyOf(listen);
  }

  /// Returns this section with other addresses.
  public ServerSection withListen(List<InetSocketAddress> other) {
    return new ServerSection(
        other, zones, state, rotate, identity, version, transport, workers, watch, allowExec);
  }

  /// Returns this section with another state folder.
  public ServerSection withState(Path other) {
    return new ServerSection(
        listen, zones, other, rotate, identity, version, transport, workers, watch, allowExec);
  }
}
