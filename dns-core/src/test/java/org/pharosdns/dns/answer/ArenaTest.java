package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.Octets;

class ArenaTest {
  @Test
  void whatIsAppendedWhileTheArenaGrowsIsKept() {
    var arena = new Arena(8);
    for (var i = 0; i < 200; i++) {
      arena.u8(i);
      arena.u16(i);
      arena.i32(i);
      arena.append(new byte[] {(byte) i, 1, 2}, 0, 3);
    }
    var octets = arena.toArray();
    assertThat(octets).hasSize(2000);
    for (var i = 0; i < 200; i++) {
      assertThat(octets[10 * i]).isEqualTo((byte) i);
      assertThat(Octets.u16(octets, 10 * i + 1)).isEqualTo(i);
      assertThat(Octets.i32(octets, 10 * i + 3)).isEqualTo(i);
      assertThat(octets[10 * i + 7]).isEqualTo((byte) i);
    }
  }

  @Test
  void alignedIsWhatStartsAtAMultiple() {
    var arena = new Arena(8);
    arena.u8(1);
    arena.align(8);
    assertThat(arena.length()).isEqualTo(8);
    arena.align(8);
    assertThat(arena.length()).isEqualTo(8);
    assertThat(arena.toArray())
        .as("no room is left over, no copy is made")
        .isSameAs(arena.octets());
  }

  @Test
  void anArenaAsksBeforeItGrowsAndStaysAsItWasWhenItMayNot() {
    var asked = new ArrayList<Long>();
    var arena =
        new Arena(
            8,
            octets -> {
              asked.add(octets);
              if (octets > 100) {
                throw new IllegalStateException("no room");
              }
            });
    arena.reserve(8);
    assertThat(asked).isEmpty();
    arena.reserve(1);
    assertThat(asked).containsExactly(12L);
    assertThatThrownBy(() -> arena.reserve(100)).hasMessage("no room");
    assertThat(asked).containsExactly(12L, 109L);
    assertThat(arena.length()).isEqualTo(9);
    arena.reserve(3);
    assertThat(arena.octets()).hasSize(12);
  }

  @Test
  void itGoesOnBehindOctetsThatItSharesAsLongAsTheyLast() {
    var shared = new byte[] {1, 2, 3, 0};
    var arena = new Arena(shared, 3, any -> {});
    arena.u8(4);
    assertThat(shared).containsExactly(1, 2, 3, 4);
    arena.u8(5);
    assertThat(shared).containsExactly(1, 2, 3, 4);
    assertThat(arena.octets()).startsWith(1, 2, 3, 4, 5);
  }

  @Test
  void aFullArenaSaysSo() {
    var arena = new Arena(8);
    arena.u8(1);
    assertThatThrownBy(() -> arena.reserve(Integer.MAX_VALUE - 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("zone needs more than 2 GiB");
  }
}
