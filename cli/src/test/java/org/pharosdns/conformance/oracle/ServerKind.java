package org.pharosdns.conformance.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A kind of name server found on this machine, and how it is configured to be comparable: no
/// authority section behind positive answers, no rotation, no rate limit, no semantic refusals.
enum ServerKind {
  NSD("nsd") {
    @Override
    List<String> command(Path configuration) {
      return List.of("/usr/sbin/nsd", "-d", "-c", configuration.toString());
    }

    @Override
    String configuration(Path folder, int port, List<GeneratedZone> zones) {
      return """
          server:
            ip-address: 127.0.0.1@%1$d
            server-count: 1
            username: ""
            zonesdir: "%2$s"
            database: ""
            pidfile: "%2$s/nsd.pid"
            xfrdfile: "%2$s/nsd.xfrd"
            zonelistfile: "%2$s/nsd.list"
            rrl-ratelimit: 0
            round-robin: no
            minimal-responses: yes
            tcp-count: 200
          remote-control:
            control-enable: no
          """
              .formatted(port, folder)
          + each(zones, "zone:\n  name: \"%s\"\n  zonefile: \"%s\"\n");
    }
  },
  KNOT("knot") {
    @Override
    List<String> command(Path configuration) {
      return List.of("/usr/sbin/knotd", "-c", configuration.toString());
    }

    @Override
    String configuration(Path folder, int port, List<GeneratedZone> zones) {
      return """
          server:
            listen: 127.0.0.1@%1$d
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
            rundir: %2$s
          log:
            - target: stderr
              any: warning
          database:
            storage: %2$s/knot
          template:
            - id: default
              storage: %2$s
              zonefile-sync: -1
              zonefile-load: whole
              journal-content: none
          zone:
          """
              .formatted(port, folder)
          + each(zones, "  - domain: \"%s\"\n    file: %s\n");
    }
  },
  BIND("named") {
    @Override
    List<String> command(Path configuration) {
      return List.of("/usr/sbin/named", "-g", "-n", "1", "-c", configuration.toString());
    }

    @Override
    String configuration(Path folder, int port, List<GeneratedZone> zones) {
      return """
          options {
            directory "%2$s"; listen-on port %1$d { 127.0.0.1; }; listen-on-v6 { none; };
            pid-file "%2$s/named.pid"; session-keyfile "%2$s/named.key"; recursion no;
            zero-no-soa-ttl no;
            minimal-responses no-auth; minimal-any no; dnssec-validation no; check-integrity no;
            check-names primary ignore; check-mx ignore; check-mx-cname ignore;
            check-srv-cname ignore; check-sibling no; check-wildcard no; check-dup-records ignore;
            check-spf ignore; rrset-order { order none; }; notify no; empty-zones-enable no;
          };
          controls {};
          """
              .formatted(port, folder)
          + each(zones, "zone \"%s\" { type primary; file \"%s\"; };\n");
    }
  };

  private final String program;

  ServerKind(String program) {
    this.program = program;
  }

  /// Returns the name of its program.
  String program() {
    return program;
  }

  /// Returns the command that runs it in the foreground.
  abstract List<String> command(Path configuration);

  /// Returns the text of its configuration file.
  abstract String configuration(Path folder, int port, List<GeneratedZone> zones);

  /// Returns `template` once for each zone, with its name and its file.
  private static String each(List<GeneratedZone> zones, String template) {
    return zones.stream()
        .map(zone -> template.formatted(zone.apex(), zone.fileName()))
        .collect(Collectors.joining());
  }
}
