package org.pharosdns.conformance.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A name server of another make as a secondary of ours, for the zone `example.test`, with the key
/// `backup`.
enum Secondary {
  NSD("/usr/sbin/nsd -d -c") {
    @Override
    String configuration(Path folder, int port, int primary, String secret) {
      return """
          server:
            ip-address: 127.0.0.1@%2$d
            server-count: 1
            username: ""
            zonesdir: "%1$s"
            database: ""
            pidfile: "%1$s/nsd.pid"
            xfrdfile: "%1$s/nsd.xfrd"
            zonelistfile: "%1$s/nsd.list"
          remote-control:
            control-enable: no
          key:
            name: backup
            algorithm: hmac-sha256
            secret: "%4$s"
          zone:
            name: example.test
            zonefile: nsd.zone
            request-xfr: 127.0.0.1@%3$d backup
            allow-notify: 127.0.0.1 NOKEY
          """
          .formatted(folder, port, primary, secret);
    }
  },
  KNOT("/usr/sbin/knotd -c") {
    @Override
    String configuration(Path folder, int port, int primary, String secret) {
      return """
          server:
            listen: 127.0.0.1@%2$d
            rundir: %1$s
          database:
            storage: %1$s/knot
          key:
            - id: backup
              algorithm: hmac-sha256
              secret: %4$s
          remote:
            - id: primary
              address: 127.0.0.1@%3$d
              key: backup
          acl:
            - id: notify
              address: 127.0.0.1
              action: notify
          zone:
            - domain: example.test
              storage: %1$s
              file: knot.zone
              master: primary
              acl: notify
          """
          .formatted(folder, port, primary, secret);
    }
  },
  BIND("/usr/sbin/named -g -n 1 -c") {
    @Override
    String configuration(Path folder, int port, int primary, String secret) {
      return """
          options {
            directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
            pid-file "%1$s/named.pid"; session-keyfile "%1$s/named.key"; recursion no; notify no;
          };
          controls {};
          key backup { algorithm hmac-sha256; secret "%4$s"; };
          zone "example.test" {
            type secondary; file "bind.zone"; primaries { 127.0.0.1 port %3$d key backup; };
            allow-notify { 127.0.0.1; }; masterfile-format text;
          };
          """
          .formatted(folder, port, primary, secret);
    }
  };

  private final String command;

  Secondary(String command) {
    this.command = command;
  }

  /// Returns the text of its configuration file.
  abstract String configuration(Path folder, int port, int primary, String secret);

  /// Starts it with a configuration file.
  Process start(Path configuration, Path log) throws IOException {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add(configuration.toString());
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
