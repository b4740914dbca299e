package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What many clients hold whose messages are unfinished.
final class UnreadTest {
  private static final int MOST_READ = 64 << 10;
  private static final int LONGEST = 65_535;

  private final UnpooledByteBufAllocator memory = TcpShared.buffers();
  private final List<Unread> clients = new ArrayList<>();

  @AfterEach
  void releaseAll() {
    clients.forEach(Unread::release);
    assertThat(inUse()).isZero();
  }

  private long inUse() {
    return memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory();
  }

  private void read(Unread unread, byte[] octets) {
    unread.add(memory.directBuffer(MOST_READ).writeBytes(octets));
  }

  /// The longest message comes in two reads, the second of which ends in the next message.
  @Test
  void oneOctetBehindALongMessageHoldsNoMemoryOfThatMessage() {
    for (var i = 0; i < 100; i++) {
      var unread = new Unread();
      clients.add(unread);
      var first = new byte[MOST_READ];
      first[0] = (byte) 0xff;
      first[1] = (byte) 0xff;
      read(unread, first);
      unread.shrink(memory);
      assertThat(unread.hasWholeMessage()).isFalse();
      read(unread, new byte[LONGEST + Unread.LENGTH_OCTETS - MOST_READ + 1]);
      assertThat(unread.take(new byte[LONGEST])).isEqualTo(LONGEST);
      unread.shrink(memory);
      assertThat(unread.isEmpty()).isFalse();
    }
    assertThat(inUse()).isPositive().isLessThan(100 << 10);
  }
}
