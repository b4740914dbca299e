package org.pharosdns.cli.gdnsd;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The service types of gdnsd as checks.
final class ServiceTypes {
  private static final int DEFAULT_INTERVAL = 10;
  private static final String UP = "up";
  private static final String DOWN = "down";

  private final Vscf.Hash types;
  private final Report report;
  private boolean runPrograms;

  ServiceTypes(Vscf.Hash types, Report report) {
    this.types = types;
    this.report = report;
  }

  /// Returns those of the service types that ask something of a member.
  Set<String> use(List<String> names, Vscf.Where from) {
    var used = new LinkedHashSet<String>();
    for (var name : names) {
      if (types.find(name) instanceof Vscf.Hash || name.equals(DOWN)) {
        used.add(name);
      } else if (!name.equals(UP)) {
        report.add(from, "there is no service type \"" + name + "\"");
      }
    }
    return used;
  }

  /// Whether a service type reads its verdicts from a file, which becomes a feed.
  boolean isFile(String name) {
    return types.find(name) instanceof Vscf.Hash type && type.text("plugin", "").equals("extfile");
  }

  /// Whether a check that was written runs a program.
  boolean runPrograms() {
    return runPrograms;
  }

  /// Returns the `[check.…]` of a service type in TOML.
  String toml(String name) {
    var head = "[check.%s]\n".formatted(Toml.key(name));
    if (!(types.find(name) instanceof Vscf.Hash type)) {
      return head + "type = \"" + name + "\"\n";
    }
    return head
        + switch (type.text("plugin", "")) {
          case "tcp_connect" ->
              "type = \"tcp\"\nport = " + type.text("port", "80") + "\n" + timing(type);
          case "http_status" -> http(type) + timing(type);
          case "extmon" -> command(type) + timing(type);
          case "extfile" -> file(type);
          case "static" ->
              "type = \"" + (type.text("state", "UP").startsWith("UP") ? UP : DOWN) + "\"\n";
          case "null" -> "type = \"down\"\n";
          default -> {
            report.add(
                type.where(), "nothing here checks like \"" + type.text("plugin", "") + "\"");
            yield "type = \"up\"\n";
          }
        };
  }

  private static String http(Vscf.Hash type) {
    var host = type.text("vhost", "");
    var codes = type.texts("ok_codes");
    var status = codes.isEmpty() ? List.of("200") : codes;
    return "type = \"http\"\nport = %s\npath = %s\n%sstatus = [%s]\n"
        .formatted(
            type.text("port", "80"),
            Toml.text(type.text("url_path", "/")),
            host.isEmpty() ? "" : "host = " + Toml.text(host) + "\n",
            status.stream().map(Toml::text).collect(Collectors.joining(", ")));
  }

  private String command(Vscf.Hash type) {
    runPrograms = true;
    report.add(type.where(), "extmon: the command runs in / with an environment of its own");
    var words =
        type.texts("cmd").stream()
            .map(word -> Toml.text(word.replace("%%ITEM%%", "{address}")))
            .collect(Collectors.joining(", "));
    return "type = \"exec\"\ncommand = [" + words + "]\n";
  }

  private String file(Vscf.Hash type) {
    report.add(
        type.where(),
        "extfile: a feed has lines \"ADDRESS up\" and \"ADDRESS down\" instead of"
            + " \"ADDRESS => UP\", and a validity; write the file in that form");
    return "type = \"feed\"\nfile = %s\nvalidity = \"%ds\"\n"
        .formatted(Toml.text(type.text("file", "")), 3 * interval(type));
  }

  private static int interval(Vscf.Hash type) {
    return Integer.parseInt(type.text("interval", Integer.toString(DEFAULT_INTERVAL)));
  }

  private String timing(Vscf.Hash type) {
    var interval = interval(type);
    var timeout = type.text("timeout", Integer.toString(Math.max(1, interval / 2)));
    var direct = type.isTrue("direct");
    var head = "interval = \"%ds\"\ntimeout = \"%ss\"\n".formatted(interval, timeout);
    return direct
        ? head + "fall = 1\nrise = 1\n"
        : head
            + "fall = %s\nrise = %s\nleaky = { ok_run = %s }\n"
                .formatted(
                    type.text("down_thresh", "10"),
                    type.text("up_thresh", "20"),
                    type.text("ok_thresh", "10"));
  }
}
