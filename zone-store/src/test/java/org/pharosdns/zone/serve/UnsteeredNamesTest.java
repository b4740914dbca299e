package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.SteeredRRset;

/// Steering of some names leaves the answers to all others as they are.
class UnsteeredNamesTest {
  private static final String ZONE =
      TestServer.APEX
          + """
          @ MX 10 mail
          mail A 192.0.2.25
          mail AAAA 2001:db8::25
          www A 192.0.2.1
          www A 192.0.2.2
          www TXT text
          www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1
          to CNAME www
          dead CNAME gone
          *.wild A 192.0.2.3
          a.deep.er TXT below
          sub NS ns.sub
          sub NS mail
          ns.sub A 192.0.2.4
          tree DNAME other
          x.other A 192.0.2.5
          _x._tcp SRV 1 1 80 www
          steered A 192.0.2.100
          *.steered A 192.0.2.100
          """;

  /// NODATA, so that it would be seen.
  private record Nothing(DnsName owner) implements SteeredRRset {
    @Override
    public int type() {
      return RecordType.A;
    }

    @Override
    public void choose(Query query, Choice choice) {
      choice.begin(Choice.Kind.NODATA, 1, -1);
    }
  }

  private static TestServer server(SteeredRRset... steered) {
    return new TestServer().zone(TestServer.ORIGIN, ZONE, steered);
  }

  private static SteeredRRset steered(String name) {
    return new Nothing(DnsName.parse(name, DnsName.parse(TestServer.ORIGIN)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "mail",
        "www",
        "to",
        "dead",
        "gone",
        "a.wild",
        "b.a.wild",
        "wild",
        "er",
        "deep.er",
        "a.deep.er",
        "sub",
        "x.sub",
        "ns.sub",
        "tree",
        "x.tree",
        "y.tree",
        "_x._tcp",
        "_tcp"
      })
  void namesWithoutSteeringAreAnsweredTheSame(String name) {
    var plain = server();
    var beside = server(steered("steered"), steered("*.steered"));
    for (var type :
        new String[] {
          "A", "AAAA", "MX", "TXT", "NS", "SOA", "CNAME", "SRV", "HTTPS", "DS", "ANY"
        }) {
      for (var how : new String[] {"", " tcp", " edns=1232 do", " edns=512 subnet=192.0.2.0/24"}) {
        var question = name + " " + type + how;
        assertThat(beside.ask(question)).as(question).isEqualTo(plain.ask(question));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"steered A", "x.steered A"})
  void thoseWithSteeringAreNot(String question) {
    assertThat(server(steered("steered"), steered("*.steered")).ask(question))
        .isNotEqualTo(server().ask(question));
  }
}
