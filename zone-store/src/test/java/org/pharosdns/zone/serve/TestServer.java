package org.pharosdns.zone.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.compile.TextZone;
import org.pharosdns.zone.steer.SteeredRRset;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The engine with zones behind it, asked and answered in presentation format.
///
/// A question is `NAME TYPE [tcp] [edns=PAYLOAD] [do] [subnet=NETWORK]`, names relative to
/// `example.test.`. An
/// answer is the RCODE with the flags that are set, then one line per record:
///
/// ```
/// NOERROR aa
/// answer: www 300 A 192.0.2.1
/// ```
final class TestServer {
  static final String ORIGIN = "example.test.";

  /// An apex as every zone here has it.
  static final String APEX =
      """
      @ 3600 SOA ns1 host 1 3600 600 86400 60
      @ NS ns1
      ns1 A 192.0.2.53
      """;

  private static final Name ORIGIN_NAME = Name.fromConstantString(ORIGIN);

  private final List<ServedZone> zones = new ArrayList<>();
  private final QueryCounters counters = new QueryCounters();
  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private final Client udp = new Client(Client.Transport.UDP);
  private final Client tcp = new Client(Client.Transport.TCP);
  private ServerSettings settings = new ServerSettings(1232, null, null, false, 16);
  private @Nullable Tap tap;
  private @Nullable QueryProcessor processor;
  private int length;

  /// A server with the zone `example.test.`: the apex and `lines`.
  static TestServer with(String lines) {
    return new TestServer().zone(ORIGIN, APEX + lines);
  }

  TestServer zone(String apex, String lines, SteeredRRset... steered) {
    var list = List.of(steered);
    zones.add(new ServedZone(TextZone.compile(apex, lines, list), list));
    return this;
  }

  /// Serves a compiled zone without steering.
  TestServer zone(CompiledZone zone) {
    zones.add(new ServedZone(zone, List.of()));
    return this;
  }

  TestServer settings(ServerSettings settings) {
    this.settings = settings;
    return this;
  }

  TestServer tap(Tap tap) {
    this.tap = tap;
    return this;
  }

  QueryCounters counters() {
    return counters;
  }

  QueryProcessor processor() {
    var existing = processor;
    if (existing != null) {
      return existing;
    }
    var store = new ZoneStore();
    store.publish(zones);
    var created =
        new QueryProcessor(
            store,
            settings,
            Policing.NONE,
            counters,
            new Draw(1),
            TsigVerifier.NONE,
            ZoneRequests.NONE,
            tap);
    processor = created;
    return created;
  }

  /// Returns the answer to `question` as text.
  String ask(String question) {
    return text(message(question));
  }

  /// Returns the first line of the answer: RCODE and flags.
  String statusOf(String question) {
    return ask(question).lines().findFirst().orElseThrow();
  }

  /// Returns the octets of the last answer.
  byte[] octets() {
    return Arrays.copyOf(out, length);
  }

  Message message(String question) {
    var words = List.of(question.split(" ", -1));
    var query = query(words);
    length =
        processor().process(query, 0, query.length, words.contains("tcp") ? tcp : udp, 0, out, 0);
    return parse(octets());
  }

  static byte[] query(List<String> words) {
    try {
      var name = Name.fromString(words.get(0), ORIGIN_NAME);
      var message =
          Message.newQuery(Record.newRecord(name, Type.value(words.get(1), true), DClass.IN));
      message.getHeader().unsetFlag(Flags.RD);
      for (var word : words) {
        if (word.startsWith("edns=")) {
          var flags = words.contains("do") ? ExtendedFlags.DO : 0;
          var payload = Integer.parseInt(word.substring("edns=".length()));
          message.addRecord(
              new OPTRecord(payload, 0, 0, flags, subnets(words)), Section.ADDITIONAL);
        }
      }
      return message.toWire();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<EDNSOption> subnets(List<String> words) {
    return words.stream()
        .filter(word -> word.startsWith("subnet="))
        .map(word -> word.substring("subnet=".length()).split("/", -1))
        .map(parts -> subnet(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1])))
        .toList();
  }

  private static EDNSOption subnet(InetAddress address, int bits) {
    return new ClientSubnetOption(bits, address);
  }

  private static Message parse(byte[] octets) {
    try {
      return new Message(octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Message message) {
    var text = new StringBuilder(Rcode.string(message.getRcode()));
    for (var flag : List.of(Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD)) {
      if (message.getHeader().getFlag(flag)) {
        text.append(' ').append(Flags.string(flag));
      }
    }
    text.append('\n');
    append(text, "answer", message.getSection(Section.ANSWER));
    append(text, "authority", message.getSection(Section.AUTHORITY));
    append(text, "additional", message.getSection(Section.ADDITIONAL));
    var opt = message.getOPT();
    if (opt != null) {
      for (var option : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
        text.append("ede: ").append(((ExtendedErrorCodeOption) option).getErrorCode()).append('\n');
      }
      for (var option : opt.getOptions(EDNSOption.Code.CLIENT_SUBNET)) {
        text.append("subnet: ").append(text((ClientSubnetOption) option)).append('\n');
      }
    }
    return text.toString();
  }

  private static String text(ClientSubnetOption subnet) {
    return subnet.getAddress().getHostAddress()
        + "/"
        + subnet.getSourcePrefixLength()
        + "/"
        + subnet.getScopePrefixLength();
  }

  private static void append(StringBuilder text, String section, List<Record> records) {
    for (var record : records) {
      if (record.getType() != Type.OPT) {
        text.append(section).append(": ").append(relative(record.getName().toString()));
        text.append(' ').append(record.getTTL());
        text.append(' ').append(Type.string(record.getType()));
        for (var word : record.rdataToString().split(" ", -1)) {
          text.append(' ').append(relative(word));
        }
        text.append('\n');
      }
    }
  }

  private static String relative(String word) {
    if (word.equals(ORIGIN)) {
      return "@";
    }
    return word.endsWith("." + ORIGIN)
        ? word.substring(0, word.length() - ORIGIN.length() - 1)
        : word;
  }
}
