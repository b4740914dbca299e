package org.pharosdns.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageNameTest {
  /// `count` pointers, each to the one before it, the first to the name `a.` at 12.
  private static byte[] pointers(int count) {
    var message = new byte[15 + 2 * count];
    message[12] = 1;
    message[13] = 'a';
    for (var i = 0; i < count; i++) {
      Octets.putU16(message, 15 + 2 * i, 0xc000 | (i == 0 ? 12 : 13 + 2 * i));
    }
    return message;
  }

  private static boolean isRead(int count) {
    var message = pointers(count);
    return MessageName.read(message, 0, message.length - 2, message.length) != null;
  }

  @Test
  void pointersAreFollowedAsManyTimesAsANameHasLabels() {
    assertThat(isRead(126)).isTrue();
    assertThat(isRead(127)).isTrue();
    assertThat(isRead(128)).isFalse();
  }

  @Test
  void pointersThatDoNotLeadBackAreRefused() {
    var message = pointers(1);
    Octets.putU16(message, 15, 0xc000 | 15);
    assertThat(MessageName.read(message, 0, 15, message.length)).isNull();
    Octets.putU16(message, 15, 0xc000 | 16);
    assertThat(MessageName.read(message, 0, 15, message.length)).isNull();
  }

  @Test
  void stumpsAreRefused() {
    var message = pointers(1);
    for (var length = 0; length < 3; length++) {
      assertThat(MessageName.read(message, 0, 12, 12 + length)).as("%d octets", length).isNull();
      assertThat(MessageName.readUncompressed(message, 12, 12 + length)).isNull();
    }
    assertThat(MessageName.read(message, 0, 15, 16)).isNull();
    assertThat(MessageName.octets(message, 15, 16)).isZero();
    assertThat(MessageName.readUncompressed(message, 15, 17)).isNull();
    var reserved = Arrays.copyOf(message, message.length);
    reserved[12] = 64;
    assertThat(MessageName.read(reserved, 0, 12, reserved.length)).isNull();
    assertThat(MessageName.octets(reserved, 12, reserved.length)).isZero();
  }

  @Test
  void namesOver255OctetsAreRefused() {
    var message = new byte[300];
    Arrays.fill(message, (byte) 'a');
    for (var at = 0; at < 256; at += 64) {
      message[at] = 63;
    }
    message[256] = 0;
    assertThat(MessageName.read(message, 0, 0, message.length)).isNull();
    message[192] = 61;
    message[254] = 0;
    assertThat(MessageName.read(message, 0, 0, message.length)).isNotNull();
  }

  @Test
  void aRecordIsReadWhole() {
    var octets = Packet.query("a", 1).record("b", 1, (byte) 7, (byte) 8).octets();
    var start = Packet.query("a", 1).octets().length;
    var record = MessageRecord.read(octets, start);
    assertThat(record)
        .isEqualTo(new MessageRecord(DnsName.parse("b"), 1, 1, 0, octets.length - 2, 2));
    assertThat(record == null ? 0 : record.end()).isEqualTo(octets.length);
    for (var length = start; length < octets.length; length++) {
      assertThat(MessageRecord.read(Arrays.copyOf(octets, length), start)).isNull();
    }
  }
}
