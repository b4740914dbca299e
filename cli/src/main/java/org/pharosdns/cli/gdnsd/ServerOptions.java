package org.pharosdns.cli.gdnsd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The options of gdnsd as `[server]`; those that have no place there are reported.
final class ServerOptions {
  private static final String NOTHING = "nothing here does the same";

  /// What to do about options that could matter.
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("max_ttl", "TTLs are answered as they are written; lower them in the zones"),
          Map.entry("min_ttl", "TTLs are answered as they are written; raise them in the zones"),
          Map.entry("max_ncache_ttl", "write the last number of SOA records as it shall be"),
          Map.entry("udp_threads", "[server] workers says how many event loops there are"),
          Map.entry("tcp_threads", "[server] workers says how many event loops there are"),
          Map.entry("tcp_timeout", "[limits] tcp_idle is the word for it"),
          Map.entry("tcp_backlog", "[limits] tcp_backlog is the word for it"),
          Map.entry("max_edns_response", "[limits] udp_payload is the word for it"),
          Map.entry("max_edns_response_v6", "[limits] udp_payload is the word for it"),
          Map.entry("max_nocookie_response", "[rate_limit] is against reflection here"),
          Map.entry("disable_cookies", "[cookies] is the place for it"),
          Map.entry("cookie_key_file", "[cookies] is the place for it, with secrets of its own"),
          Map.entry("edns_client_subnet", "the client subnet of a question counts here always"),
          Map.entry("experimental_no_chain", "a CNAME within a zone is always followed here"),
          Map.entry("run_dir", "sockets and state are in [server] state"));

  private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::");

  private static final List<String> EXPRESSED =
      List.of(
          "listen",
          "dns_port",
          "chaos_response",
          "nsid",
          "nsid_ascii",
          "zones_default_ttl",
          "state_dir");

  private final Vscf.Hash options;
  private final Report report;

  ServerOptions(Vscf.Hash options, Report report) {
    this.options = options;
    this.report = report;
  }

  /// Returns the TTL of records in files that state none.
  String defaultTtl() {
    return options.text("zones_default_ttl", "86400");
  }

  /// Returns the section with its head; reports what it cannot say.
  String toml() {
    var text =
        "[server]\nlisten = ["
            + addresses().stream()
                .map(each -> Toml.text(withPort(each)))
                .collect(Collectors.joining(", "))
            + "]\n"
            + line("identity", identity())
            + line("version", options.text("chaos_response", ""));
    options
        .without(EXPRESSED)
        .values()
        .forEach(
            (key, value) ->
                report.add(value.where(), key + ": " + ADVICE.getOrDefault(key, NOTHING)));
    return text;
  }

  private List<String> addresses() {
    if (!(options.find("listen") instanceof Vscf.Hash table)) {
      var listed = options.texts("listen");
      return listed.isEmpty() || listed.equals(List.of("any")) ? EVERYWHERE : listed;
    }
    var addresses = new ArrayList<String>();
    table
        .values()
        .forEach(
            (address, value) -> {
              var own = value instanceof Vscf.Hash hash ? hash : Vscf.Hash.empty(value.where());
              reportOwn(address, own);
              if (!own.isTrue("tcp_proxy")) {
                addresses.add(address);
              }
            });
    return addresses;
  }

  private void reportOwn(String address, Vscf.Hash own) {
    own.values()
        .forEach(
            (key, value) ->
                report.add(
                    value.where(),
                    key
                        + " of "
                        + address
                        + ": "
                        + (key.equals("tcp_proxy") && own.isTrue(key)
                            ? "nothing here takes PROXY requests, so it is not listened on"
                            : "settings are the same for all addresses")));
  }

  private String withPort(String address) {
    var port = options.text("dns_port", "53");
    if (address.startsWith("[")) {
      return address.endsWith("]") ? address + ":" + port : address;
    }
    if (address.indexOf(':') != address.lastIndexOf(':')) {
      return "[" + address + "]:" + port;
    }
    return address.indexOf(':') < 0 ? address + ":" + port : address;
  }

  private String identity() {
    var octets = options.text("nsid", "");
    if (octets.matches("(?:[2-6][0-9A-Fa-f]|7[0-9A-Ea-e])+")) {
      return new String(HexFormat.of().parseHex(octets), US_ASCII);
    }
    if (!octets.isEmpty()) {
      report.add(options.at("nsid"), "nsid: identity is text here, not octets");
    }
    return options.text("nsid_ascii", "");
  }

  private static String line(String key, String value) {
    return value.isEmpty() ? "" : key + " = " + Toml.text(value) + "\n";
  }
}
