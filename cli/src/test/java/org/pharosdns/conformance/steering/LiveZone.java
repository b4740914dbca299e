package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pharosdns.cli.Typed;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Rr;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A zone of a running server, asked and commanded with names relative to it.
///
/// A question is `NAME TYPE`. The summary of a reply is its RCODE and one `TTL RDATA` for each
/// record of the answer, in order of RDATA: `NOERROR 21 192.0.2.1, 21 192.0.2.2`.
final class LiveZone {
  private static final JsonMapper JSON = new JsonMapper();

  private final LiveServer server;
  private final String name;

  LiveZone(LiveServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /// The apex without its final dot.
  String name() {
    return name;
  }

  LiveServer server() {
    return server;
  }

  /// Returns the absolute name, with its final dot.
  String absolute(String relative) {
    return relative.equals("@") ? name + "." : relative + "." + name + ".";
  }

  /// Writes other files for it; they are not loaded.
  LiveZone write(String records, String steering) {
    server.write("zones/" + name + ".zone", LiveServer.withApex(records));
    server.write("zones/" + name + ".toml", steering);
    return this;
  }

  /// Loads its files.
  void reload() {
    var reload = server.tell("reload", name);
    assertThat(reload.code()).as(reload.err() + reload.out()).isZero();
  }

  /// Turns a question of this zone into octets to be sent.
  Ask question(String question) {
    var words = question.split(" ", 2);
    return Ask.of(absolute(words[0]) + " " + words[1]);
  }

  Reply reply(String question) {
    return reply(question(question), "127.0.0.1");
  }

  /// Returns the reply to a client at an address of this host.
  Reply reply(Ask ask, String from) {
    try (var resolver = Resolver.of(server.address(), from)) {
      return resolver.ask(ask);
    }
  }

  /// Returns the summary of the reply.
  String ask(String question) {
    return summary(reply(question));
  }

  static String summary(Reply reply) {
    return (reply.status() + ' ' + sorted(reply, r -> r.ttlSeconds() + " " + r.rdata())).strip();
  }

  private static String sorted(Reply reply, Function<Rr, String> text) {
    var records = new ArrayList<>(reply.answer());
    records.sort((a, b) -> a.rdata().compareTo(b.rdata()));
    return String.join(", ", records.stream().map(text).toList());
  }

  /// Returns the RCODE and the RDATA of the answer, in order.
  String members(String question) {
    var reply = reply(question);
    return (reply.status() + ' ' + sorted(reply, Rr::rdata)).strip();
  }

  /// Returns the TTL of the first record of the answer, or −1.
  long ttl(String question) {
    var answer = reply(question).answer();
    return answer.isEmpty() ? -1 : answer.getFirst().ttlSeconds();
  }

  /// Runs a command; `{}` in a word stands for the name of the zone.
  Typed tell(String... words) {
    return server.tell(
        List.of(words).stream().map(word -> word.replace("{}", name)).toArray(String[]::new));
  }

  /// Runs a command that must succeed.
  Typed done(String... words) {
    var typed = tell(words);
    assertThat(typed.code()).as(typed.err() + typed.out()).isZero();
    return typed;
  }

  /// Returns what `explain --json` says.
  JsonNode explain(String question) {
    var words = question.split(" ", 2);
    return JSON.readTree(done("explain", absolute(words[0]), words[1], "--json").out());
  }

  /// Returns what `status --json` says of a member of a name.
  JsonNode status(String relative, Object address) {
    var list = JSON.readTree(done("status", absolute(relative) + "/" + address, "--json").out());
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  /// Returns the verdict on a member.
  String verdict(String relative, Object address) {
    return status(relative, address).get("verdict").stringValue();
  }

  /// Waits for a verdict on a member, and returns the monotonic time at which it was seen.
  long awaitVerdict(String relative, Object address, String verdict) {
    return Eventually.gives(verdict, () -> verdict(relative, address));
  }

  /// Waits until exactly these are answered.
  long awaitMembers(String question, Object... members) {
    var expected = List.of(members).stream().map(Object::toString).sorted().toList();
    return Eventually.gives(
        ("NOERROR " + String.join(", ", expected)).strip(), () -> members(question));
  }
}
