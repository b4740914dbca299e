package org.pharosdns.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;

/// Names in hand: lower case, label offsets, suffix hashes.
class HashedNameTest {
  private static HashedName of(String text) {
    return new HashedName().set(DnsName.parse(text));
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(of("WWW.eXample.test").sameAs(of("www.EXAMPLE.tesT"), 0)).isTrue();
    assertThat(of("@[`{z").hash(0)).isNotEqualTo(of("`{@[Z").hash(0));
  }

  @Test
  void onlyAsciiLettersChangeTheirCase() {
    var name = of("\\000\\064\\065\\090\\091\\096\\097\\122\\123\\127\\128\\193\\218\\255");
    assertThat(DnsName.ofWire(name.wire(), 0))
        .hasToString("\\000\\@az[`az{\\127\\128\\193\\218\\255.");
  }

  @Test
  void everySuffixHasTheHashItHasAlone() {
    var name = of("a.bc.def.a-label-longer-than-eight-octets.test");
    assertThat(name.labels()).isEqualTo(5);
    assertThat(name.hash(1)).isEqualTo(of("bc.def.a-label-longer-than-eight-octets.test").hash(0));
    assertThat(name.hash(4)).isEqualTo(of("test").hash(0));
    assertThat(name.hash(5)).isEqualTo(new HashedName().hash(0));
    assertThat(of("test").sameAs(name, 4)).isTrue();
    assertThat(of("test").sameAs(name, 3)).isFalse();
  }

  @Test
  void labelBoundariesCount() {
    var hashes = new HashSet<Long>();
    for (var text : new String[] {"ab.c", "a.bc", "abc", "a.b.c", "c.ab", "a\\.bc", "."}) {
      hashes.add(of(text).hash(0));
    }
    assertThat(hashes).hasSize(7);
  }

  @Test
  void theLongestNamesFit() {
    var manyLabels = of("a.".repeat(127));
    assertThat(manyLabels.labels()).isEqualTo(127);
    assertThat(manyLabels.octets()).isEqualTo(255);
    assertThat(manyLabels.offset(127)).isEqualTo(254);
    var longLabels = of(("x".repeat(63) + ".").repeat(3) + "x".repeat(61));
    assertThat(longLabels.octets()).isEqualTo(255);
  }

  @Test
  void wireThatIsNoUncompressedNameIsRefused() {
    var name = new HashedName();
    assertThat(name.setFromWire(new byte[] {1, 'a', 0}, 0, 2)).isFalse();
    assertThat(name.setFromWire(new byte[] {1, 'a', (byte) 0xc0, 0}, 0, 4)).isFalse();
    assertThat(name.setFromWire(new byte[] {0x40, 'a', 0}, 0, 3)).isFalse();
    assertThat(name.setFromWire(new byte[0], 0, 0)).isFalse();
    var tooLong = new byte[257];
    for (var i = 0; i < 256; i += 2) {
      tooLong[i] = 1;
    }
    assertThat(name.setFromWire(tooLong, 0, tooLong.length)).isFalse();
    assertThat(name.setFromWire(tooLong, 2, tooLong.length)).isTrue();
  }

  @Test
  void namesOfOurOwnMessagesAreReadThroughPointers() {
    var message = new byte[] {9, 9, 1, 'C', 0, 1, 'b', (byte) 0xc0, 1, 1, 'a', (byte) 0xc0, 4};
    var positions = new int[HashedName.MAX_LABELS + 1];
    var name = new HashedName();
    name.setFromMessage(message, 1, 8, positions);
    assertThat(name.sameAs(of("a.b.c"), 0)).isTrue();
    assertThat(positions).startsWith(8, 4, 1, 3);
  }
}
