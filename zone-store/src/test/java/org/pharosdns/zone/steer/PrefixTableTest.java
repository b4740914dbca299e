package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.query.Draw;

/// Longest prefix, and the scope of RFC 7871 section 7.2.1.
final class PrefixTableTest {
  private final Asker asker = new Asker(new Draw(1));
  private final ClientNetwork client = new ClientNetwork();

  private static PrefixTable table(List<String> networks) {
    var numbered = new TreeMap<Prefix, Integer>();
    networks.forEach(network -> numbered.put(Prefix.parse(network), numbered.size()));
    return new PrefixTable(numbered);
  }

  /// Returns `RULE /SCOPE`.
  private String find(PrefixTable table, String network) {
    client.of(asker.subnet(network).at(0));
    var interval = table.find(client);
    return table.rule(interval, client) + " /" + table.scope(interval, client);
  }

  @ParameterizedTest
  @CsvSource({
    // the longest wins; the scope ends where another prefix begins
    "10.1.2.0/24, 2 /24",
    "10.1.3.0/24, 1 /24",
    "10.1.128.0/24, 1 /17",
    "10.2.0.0/24, 0 /15",
    "10.128.0.0/24, 0 /9",
    // nothing holds it
    "11.0.0.0/24, -1 /8",
    "128.0.0.0/24, -1 /1",
    // a client that tells too little gets what holds all of it, and is told to tell more
    "10.1.0.0/16, 1 /23",
    "10.1.2.0/23, 1 /24",
    "10.0.0.0/8, 0 /16",
    "0.0.0.0/4, -1 /5",
    // exact addresses
    "10.1.2.255/32, 2 /24",
    "10.255.255.255/32, 0 /9"
  })
  void longestPrefixThatHoldsTheWholeNetwork(String network, String expected) {
    var table = table(List.of("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24"));
    assertThat(find(table, network)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1::/48, 1 /63",
    "2001:db8:0:1::/64, 0 /48",
    "2001:db8:1:2:3:4:5:6/128, 2 /128",
    "2001:db9::/48, -1 /32",
    "::/56, -1 /3"
  })
  void ipv6(String network, String expected) {
    var table = table(List.of("2001:db8::/32", "2001:db8:1::/48", "2001:db8:1:2:3:4:5:6/128"));
    assertThat(find(table, network)).isEqualTo(expected);
  }

  @Test
  void theWholeAddressSpace() {
    var table = table(List.of("0.0.0.0/0", "255.0.0.0/8", "255.255.255.255/32"));
    assertThat(find(table, "1.2.3.0/24")).isEqualTo("0 /1");
    assertThat(find(table, "255.1.0.0/24")).isEqualTo("1 /9");
    assertThat(find(table, "255.255.255.255/32")).isEqualTo("2 /32");
    assertThat(find(table(List.of("0.0.0.0/0")), "9.9.9.0/24")).isEqualTo("0 /0");
    assertThat(find(table(List.of()), "9.9.9.0/24")).isEqualTo("-1 /0");
  }

  @Test
  void agreesWithLookingAtEveryPrefix() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < 200; round++) {
      var numbered = new TreeMap<Prefix, Integer>();
      for (var i = 0; i < 12; i++) {
        var octets = new byte[] {10, (byte) random.nextInt(4), (byte) random.nextInt(256), 0};
        numbered.put(Prefix.of(octets, 4 + random.nextInt(21)), i);
      }
      var table = new PrefixTable(numbered);
      for (var i = 0; i < 200; i++) {
        var address = "10." + random.nextInt(5) + "." + random.nextInt(256) + ".0/24";
        var prefix = Prefix.parse(address);
        var answer = find(table, address);
        assertThat(answer).startsWith(slowRule(numbered, prefix) + " /");
        var scope = Integer.parseInt(answer.substring(answer.indexOf('/') + 1));
        assertThat(scope).isEqualTo(slowScope(numbered, prefix));
      }
    }
  }

  private static int slowRule(Map<Prefix, Integer> numbered, Prefix client) {
    var best = -1;
    var longest = -1;
    for (var each : numbered.entrySet()) {
      var prefix = each.getKey();
      if (prefix.bits() <= client.bits() && prefix.bits() > longest && holds(prefix, client)) {
        longest = prefix.bits();
        best = each.getValue();
      }
    }
    return best;
  }

  /// The shortest length at which the network around the client lies in or outside of each prefix
  /// as a whole.
  private static int slowScope(Map<Prefix, Integer> numbered, Prefix client) {
    for (var bits = 0; ; bits++) {
      var around = new Prefix(client.high() & Prefix.highMask(bits), 0, bits, true);
      if (numbered.keySet().stream().allMatch(p -> holds(p, around) || !holds(around, p))) {
        return bits;
      }
    }
  }

  private static boolean holds(Prefix outer, Prefix inner) {
    return outer.bits() <= inner.bits()
        && (inner.high() & Prefix.highMask(outer.bits())) == outer.high();
  }

  @Test
  void prefixesAreReadAndShown() {
    for (var text : List.of("192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32", "::/0", "::1/128")) {
      assertThat(Prefix.parse(text)).hasToString(text);
    }
    assertThat(Prefix.parse("192.0.2.1")).hasToString("192.0.2.1/32");
    assertThatThrownBy(() -> Prefix.parse("192.0.2.1/24"))
        .hasMessage("\"192.0.2.1/24\" has bits behind its prefix: the network is 192.0.2.0/24");
    assertThatThrownBy(() -> Prefix.parse("192.0.2.0/33")).hasMessageContaining("0 to 32");
    assertThatThrownBy(() -> Prefix.parse("x/8")).hasMessageContaining("no IPv4 or IPv6 address");
  }
}
