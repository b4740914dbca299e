package org.pharosdns.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Serving;

/// R13: no message costs a millisecond of processor time, however it was made.
class CostOfMessagesTest {
  private static final int MOST_OCTETS = 65_535;
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 21;

  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          www A 192.0.2.1
          c CNAME c2
          c2 CNAME c
          grow DNAME x.grow
          a DNAME b
          b DNAME a
          *.w CNAME y.w
          """);

  private static byte[] filled(Message message, byte... pattern) {
    var octets = Arrays.copyOf(message.octets(), MOST_OCTETS);
    for (var i = message.length(); i < MOST_OCTETS; i++) {
      octets[i] = pattern[(i - message.length()) % pattern.length];
    }
    return octets;
  }

  private static Message header(int flags) {
    return new Message(flags, 1, 0xffff, 0xffff, 0xffff).question("www.a.test.", 1, 1);
  }

  private static Map<String, byte[]> messages() {
    var messages = new LinkedHashMap<String, byte[]>();
    messages.put("records of eleven octets", filled(header(0), (byte) 0, (byte) 0, (byte) 1));
    messages.put("nothing but pointers", filled(header(0), (byte) 0xc0, (byte) 0x0c));
    messages.put("pointers forward", filled(header(0), (byte) 0xff, (byte) 0xff));
    messages.put("labels of one octet", filled(header(0), (byte) 1, (byte) 'a'));
    messages.put("labels of 63 octets", filled(header(0), (byte) 63));
    messages.put("zeroes", filled(header(0), (byte) 0));
    messages.put("update of zeroes", filled(header(0x2800), (byte) 0));
    messages.put("notify of pointers", filled(header(0x2000), (byte) 0xc0, (byte) 0x0c));
    messages.put("sixteen thousand options", options((byte) 0, (byte) 100, (byte) 0, (byte) 0));
    messages.put("cookies", options((byte) 0, (byte) 10, (byte) 0, (byte) 8, new byte[8]));
    messages.put("the growing name", asked("a.b.c.d.grow.a.test.", 1));
    messages.put("the loop", asked("c.a.test.", 1));
    messages.put("names that swap", asked("x.a.a.test.", 1));
    messages.put("wildcards", asked("x.w.a.test.", 255));
    messages.put("many labels", asked("a.".repeat(120) + "a.test.", 1));
    return messages;
  }

  private static byte[] asked(String name, int type) {
    return new Message(0, 1, 0, 0, 0).question(name, type, 1).octets();
  }

  private static byte[] options(byte a, byte b, byte c, byte d, byte... data) {
    var option = new byte[4 + data.length];
    option[0] = a;
    option[1] = b;
    option[2] = c;
    option[3] = d;
    System.arraycopy(data, 0, option, 4, data.length);
    var count = 65_000 / option.length;
    var rdata = new byte[count * option.length];
    for (var i = 0; i < count; i++) {
      System.arraycopy(option, 0, rdata, i * option.length, option.length);
    }
    return Message.query(1).opt(0, rdata).octets();
  }

  @Test
  void anyMessageCostsLessThanAMillisecond() {
    var threads = ManagementFactory.getThreadMXBean();
    messages()
        .forEach(
            (what, message) -> {
              for (var i = 0; i < WARM_UP; i++) {
                ZONE.raw(message, true);
              }
              var nanos = new long[ROUNDS];
              for (var i = 0; i < ROUNDS; i++) {
                var before = threads.getCurrentThreadCpuTime();
                ZONE.raw(message, true);
                nanos[i] = threads.getCurrentThreadCpuTime() - before;
              }
              Arrays.sort(nanos);
              System.out.printf("R13: %s: %d us%n", what, nanos[ROUNDS / 2] / 1000);
              assertThat(nanos[ROUNDS / 2]).as(what).isLessThan(1_000_000);
            });
  }
}
