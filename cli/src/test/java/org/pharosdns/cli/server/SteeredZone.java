package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.RefusedException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A running server with the zone `example.` and its steering, asked in presentation format.
///
/// A question is `NAME TYPE`, the name relative to the zone; an answer is the RCODE and one line
/// per record: `answer www 300 A 192.0.2.1`.
final class SteeredZone implements AutoCloseable {
  private final PharosServer server;
  private final DnsAsker asker;

  private SteeredZone(PharosServer server) {
    this.server = server;
    asker = new DnsAsker(server.addresses().getFirst());
  }

  static SteeredZone of(Path temporary, String zone, String steering) throws Exception {
    return of(
        new ServerFolder(temporary)
            .zone("example.zone", ServerFolder.APEX + zone)
            .zone("example.toml", steering));
  }

  static SteeredZone of(ServerFolder folder) throws Exception {
    return new SteeredZone(folder.start());
  }

  /// @param nameServers know the names of targets
  static SteeredZone of(ServerFolder folder, Supplier<List<InetSocketAddress>> nameServers)
      throws Exception {
    return new SteeredZone(folder.start(nameServers));
  }

  /// Forces members down, the last ones of a name too.
  void down(String... what) throws RefusedException {
    server
        .control()
        .force(new ForceRequest(List.of(what), MemberState.DOWN, "", "a test", null, true));
  }

  Message message(String question) {
    var words = question.split(" ", 2);
    return asker.ask(absolute(words[0]), Type.value(words[1], true));
  }

  String ask(String question) {
    var message = message(question);
    var lines = new ArrayList<String>();
    lines.add(Rcode.string(message.getRcode()));
    message.getSection(Section.ANSWER).forEach(record -> lines.add("answer " + text(record)));
    message
        .getSection(Section.AUTHORITY)
        .forEach(r -> lines.add(r.getName() + " " + r.getTTL() + " " + Type.string(r.getType())));
    message.getSection(Section.ADDITIONAL).stream()
        .filter(record -> record.getType() != Type.OPT)
        .forEach(record -> lines.add("additional " + text(record)));
    return String.join("\n", lines);
  }

  private static String absolute(String name) {
    return name.equals("@") ? "example." : name.endsWith(".") ? name : name + ".example.";
  }

  private static String text(Record record) {
    var name = record.getName().toString();
    var relative =
        name.equals("example.")
            ? "@"
            : name.endsWith(".example.") ? name.substring(0, name.length() - 9) : name;
    return relative
        + " "
        + record.getTTL()
        + " "
        + Type.string(record.getType())
        + " "
        + record.rdataToString();
  }

  PharosServer server() {
    return server;
  }

  @Override
  public void close() {
    asker.close();
    server.close();
  }
}
