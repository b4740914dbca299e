package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Floods over real sockets, from networks that the limits do not spare.
class FloodTest {
  private static final String ZONE =
      ServerFolder.APEX
          + "www A 192.0.2.1\nlarge TXT "
          + ("\"" + "x".repeat(250) + "\" ").repeat(4);
  private static final String LIMITS =
      "[rate_limit]\nresponses_per_second = 50\nslip = 2\nexempt = [\"127.0.0.1\"]\n";

  @TempDir private Path folder = Path.of("");

  /// A client at an address of its own choice.
  private static final class Source implements AutoCloseable {
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[4096];
    private int sentOctets;
    private int id;

    Source(InetSocketAddress server, String address) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(server);
      socket.setReceiveBufferSize(4 << 20);
    }

    void send(String name, int type, byte... cookie) throws IOException {
      var message = new ByteArrayOutputStream();
      message.writeBytes(new byte[] {(byte) (id >>> 8), (byte) id++, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1});
      for (var label : name.split("\\.", -1)) {
        message.write(label.length());
        message.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      }
      message.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
      var options = cookie.length == 0 ? 0 : 4 + cookie.length;
      message.writeBytes(new byte[] {0, 0, 41, 16, 0, 0, 0, 0, 0, 0, (byte) options});
      if (options > 0) {
        message.writeBytes(new byte[] {0, 10, 0, (byte) cookie.length});
        message.writeBytes(cookie);
      }
      sentOctets += message.size();
      socket.send(new DatagramPacket(message.toByteArray(), message.size()));
    }

    /// Returns the answers that come until none has come for a while.
    List<byte[]> receive() throws IOException {
      var answers = new ArrayList<byte[]>();
      socket.setSoTimeout(500);
      try {
        while (true) {
          var packet = new DatagramPacket(buffer, buffer.length);
          socket.receive(packet);
          answers.add(Arrays.copyOf(buffer, packet.getLength()));
        }
      } catch (SocketTimeoutException quiet) {
        return answers;
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static boolean isTruncated(byte[] answer) {
    return (answer[2] & 2) != 0;
  }

  /// What a network may have got since then beyond its questions: a second's worth at once, and 50
  /// times 512 octets each second.
  private static int allowedOctets(long startNanos) {
    return (int) (50 * 512 * (1 + (System.nanoTime() - startNanos) / 1e9));
  }

  private PharosServer start(String limits) throws Exception {
    return new ServerFolder(folder)
        .write("pharos.toml", limits)
        .zone("example.zone", ZONE + "\n")
        .start();
  }

  @Test
  void aFloodFromOneNetworkGetsNoMoreThanItSentAndOthersAreUntouched() throws Exception {
    try (var server = start(LIMITS);
        var asker = new DnsAsker(server.addresses().getFirst());
        var one = new Source(server.addresses().getFirst(), "127.9.9.1");
        var two = new Source(server.addresses().getFirst(), "127.9.9.200")) {
      var start = System.nanoTime();
      for (var i = 0; i < 3000; i++) {
        (i % 2 == 0 ? one : two).send("large.example", 16);
        if (i % 30 == 0) {
          assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
        }
      }
      var answers = one.receive();
      answers.addAll(two.receive());
      var whole = answers.stream().filter(answer -> !isTruncated(answer)).count();
      var octets = answers.stream().mapToInt(answer -> answer.length).sum();
      var seconds = (System.nanoTime() - start) / 1_000_000_000L + 1;
      // Some 1,040 octets each beyond the question, of 50 times 512 a second.
      assertThat(whole).isBetween(24L, 24 + 25 * seconds);
      assertThat(answers.size() - whole)
          .as("slips, half of the rest")
          .isBetween((3000 - whole) / 3, 2 * (3000 - whole) / 3);
      assertThat(octets).isLessThan(one.sentOctets + two.sentOctets + allowedOctets(start));
      assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
    }
  }

  /// Whoever pretends to be a secondary: only its questions are small.
  @Test
  void aFloodOfIncrementalTransfersGetsNoMoreThanItSentEither() throws Exception {
    var permitted = LIMITS + "[zone.\"example\"]\ntransfer = [\"127.9.9.0/24\"]\n";
    try (var server = start(permitted);
        var source = new Source(server.addresses().getFirst(), "127.9.9.1")) {
      var start = System.nanoTime();
      for (var i = 0; i < 3000; i++) {
        source.send("example", 251);
      }
      var answers = source.receive();
      var whole = answers.stream().filter(answer -> !isTruncated(answer)).toList();
      assertThat(whole).hasSizeBetween(50, 500).allMatch(answer -> answer[7] == 1, "one SOA");
      assertThat(answers.stream().mapToInt(answer -> answer.length).sum())
          .isLessThan(source.sentOctets + allowedOctets(start));
    }
  }

  /// Each zone has a limit of its own for names that do not exist, but not for octets.
  @Test
  void aFloodOverManyZonesGetsNoMoreThanItSentEither() throws Exception {
    var files = new ServerFolder(folder).write("pharos.toml", LIMITS);
    for (var i = 0; i < 60; i++) {
      files.zone("zone%d.example.zone".formatted(i), ServerFolder.APEX);
    }
    try (var server = files.start();
        var source = new Source(server.addresses().getFirst(), "127.9.9.1")) {
      var start = System.nanoTime();
      for (var i = 0; i < 3000; i++) {
        source.send("random%d.zone%d.example".formatted(i, i % 60), 1);
      }
      var answers = source.receive();
      assertThat(answers).hasSizeGreaterThan(1000);
      assertThat(answers.stream().mapToInt(answer -> answer.length).sum())
          .isLessThan(source.sentOctets + allowedOctets(start));
    }
  }

  @Test
  void randomNamesBelowAZoneShareOneLimit() throws Exception {
    try (var server = start(LIMITS.replace("slip = 2", "slip = 0"));
        var source = new Source(server.addresses().getFirst(), "127.9.8.1")) {
      var start = System.nanoTime();
      for (var i = 0; i < 1000; i++) {
        source.send("random" + i + ".example", 1);
      }
      var seconds = (int) ((System.nanoTime() - start) / 1_000_000_000L) + 1;
      assertThat(source.receive()).hasSizeBetween(50, 50 + 50 * seconds);
      source.send("www.example", 1);
      assertThat(source.receive()).as("another kind of answer").hasSize(1);
    }
  }

  @Test
  void logOnlyAnswersEverything() throws Exception {
    try (var server = start(LIMITS + "log_only = true\n");
        var source = new Source(server.addresses().getFirst(), "127.9.7.1")) {
      for (var i = 0; i < 300; i++) {
        source.send("www.example", 1);
      }
      assertThat(source.receive()).hasSize(300).noneMatch(FloodTest::isTruncated);
    }
  }

  @Test
  void withoutTheSectionNobodyIsLimited() throws Exception {
    try (var server = start("");
        var source = new Source(server.addresses().getFirst(), "127.9.6.1")) {
      for (var i = 0; i < 300; i++) {
        source.send("www.example", 1);
      }
      assertThat(source.receive()).hasSize(300).noneMatch(FloodTest::isTruncated);
    }
  }

  @Test
  void aValidCookieIsNotLimitedAndOutlivesARestart() throws Exception {
    byte[] cookie;
    try (var server = start(LIMITS);
        var source = new Source(server.addresses().getFirst(), "127.9.5.1")) {
      source.send("www.example", 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      var answer = source.receive().getFirst();
      cookie = Arrays.copyOfRange(answer, answer.length - 24, answer.length);
      assertThat(cookie).startsWith(1, 2, 3, 4, 5, 6, 7, 8);
    }
    try (var server = start(LIMITS);
        var source = new Source(server.addresses().getFirst(), "127.9.5.1")) {
      for (var i = 0; i < 300; i++) {
        source.send("www.example", 1, cookie);
      }
      assertThat(source.receive()).hasSize(300).noneMatch(FloodTest::isTruncated);
      cookie[20] ^= 1;
      for (var i = 0; i < 300; i++) {
        source.send("www.example", 1, cookie);
      }
      assertThat(source.receive()).as("a forged cookie").hasSizeLessThan(300);
    }
  }

  /// Two servers behind one address give each other's cookies, also while the secret is rolled.
  @Test
  void aSharedSecretIsRolledByPuttingANewOneInFront() throws Exception {
    var old = "00112233445566778899aabbccddeeff";
    var file = folder.resolve("secrets");
    var limits = LIMITS + "[cookies]\nsecret_file = \"" + file + "\"\n";
    Files.writeString(file, old + "\n");
    byte[] cookie;
    try (var server = start(limits);
        var source = new Source(server.addresses().getFirst(), "127.9.4.1")) {
      source.send("www.example", 1, new byte[8]);
      var answer = source.receive().getFirst();
      cookie = Arrays.copyOfRange(answer, answer.length - 24, answer.length);
    }
    Files.writeString(file, "f".repeat(32) + "\n" + old + "\n");
    try (var server = start(limits);
        var source = new Source(server.addresses().getFirst(), "127.9.4.1")) {
      for (var i = 0; i < 200; i++) {
        source.send("www.example", 1, cookie);
      }
      assertThat(source.receive()).hasSize(200).noneMatch(FloodTest::isTruncated);
    }
  }

  /// An answer that is sent to a server gets none: two that are pointed at each other fall silent.
  @Test
  void twoServersPointedAtEachOtherFallSilentAfterOnePacket() throws Exception {
    var other = new ServerFolder(folder.resolve("other")).zone("example.zone", ZONE + "\n");
    try (var first = start("");
        var second = other.start();
        var source = new Source(first.addresses().getFirst(), "127.0.0.1");
        var relay =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      source.send("www.example", 1);
      var answer = source.receive().getFirst();
      relay.connect(second.addresses().getFirst());
      relay.send(new DatagramPacket(answer, answer.length));
      relay.setSoTimeout(300);
      assertThat(catchThrowable(() -> relay.receive(new DatagramPacket(new byte[512], 512))))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
