package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.cli.config.PlainFile;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.dns.wire.DnsName;

/// The text of a zone that begins: one that is taken over from a file, or a minimal sound one.
final class NewZone {
  private NewZone() {}

  /// Returns the octets of the zone file.
  ///
  /// @param mostOctets of a file to take over
  static byte[] text(DnsName apex, CreateRequest request, Instant now, int mostOctets)
      throws RefusedException {
    var file = request.file();
    if (file == null) {
      return minimal(apex, request, now).getBytes(StandardCharsets.US_ASCII);
    }
    try {
      return PlainFile.read(Path.of(file), mostOctets);
    } catch (IOException e) {
      throw new RefusedException("the file to import cannot be read: " + Reason.of(e));
    }
  }

  private static String minimal(DnsName apex, CreateRequest request, Instant now)
      throws RefusedException {
    var servers = new ArrayList<DnsName>();
    for (var name : request.ns().isEmpty() ? List.of("ns1") : request.ns()) {
      servers.add(name(name, apex));
    }
    var addresses = request.addresses().isEmpty() ? List.of("127.0.0.1") : request.addresses();
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    var text = new StringBuilder("$ORIGIN " + apex + "\n$TTL 1h\n\n");
    text.append(line("@", "SOA", servers.getFirst().relativeTo(apex) + " " + mbox(apex, request)));
    text.append(
        """
                 (
                                %s01      ; serial
                                1h              ; refresh
                                15m             ; retry
                                2w              ; expire
                                5m )            ; negative answers
        """
            .formatted(today)
            .substring(8));
    servers.forEach(each -> text.append(line("", "NS", each.relativeTo(apex))).append('\n'));
    appendAddresses(text, servers, addresses, apex);
    return text.toString();
  }

  private static void appendAddresses(
      StringBuilder text, List<DnsName> servers, List<String> addresses, DnsName apex) {
    for (var i = 0; i < servers.size(); i++) {
      if (servers.get(i).isAtOrBelow(apex)) {
        var address = addresses.get(Math.min(i, addresses.size() - 1));
        var type = address.indexOf(':') >= 0 ? "AAAA" : "A";
        text.append(line(servers.get(i).relativeTo(apex), type, address)).append('\n');
      }
    }
  }

  private static String line(String owner, String type, String data) {
    return "%-15s %-7s %s".formatted(owner, type, data);
  }

  private static String mbox(DnsName apex, CreateRequest request) throws RefusedException {
    var mbox = request.mbox();
    if (mbox == null) {
      return "hostmaster";
    }
    var at = mbox.indexOf('@');
    if (at < 0) {
      return name(mbox, apex).relativeTo(apex);
    }
    var user = mbox.substring(0, at).replace(".", "\\.");
    return name(user + "." + mbox.substring(at + 1) + ".", apex).relativeTo(apex);
  }

  /// A name with a dot in it is meant as absolute, as people write names of hosts.
  private static DnsName name(String text, DnsName apex) throws RefusedException {
    try {
      return text.indexOf('.') >= 0 ? DnsName.parse(text) : DnsName.parse(text, apex);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + text + "\" is no name: " + e.getMessage());
    }
  }
}
