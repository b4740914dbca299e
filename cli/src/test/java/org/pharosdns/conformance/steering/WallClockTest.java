package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// Jumps of the wall clock change nothing but what people date: serials, signatures, and the moment
/// at which a forced state ends.
class WallClockTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final List<Duration> JUMPS =
      List.of(MONTH, Duration.ZERO, MONTH.negated(), Duration.ZERO);
  private static final byte[] SECRET = "a secret of the tests".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private static String told(Path feed) {
    return """
        [check.told]
        type = "feed"
        file = "%s"
        validity = "10m"
        [name.www]
        check = "web"
        failover_budget = "9s"
        [name.fed]
        check = "told"
        """
        .formatted(feed);
  }

  private void write(LiveServer server, SetClock clock, String feed) {
    server.write("feed", feed);
    clock.date(folder.resolve("feed"));
  }

  @Test
  void jumpsOfThirtyDaysChangeNoAnswerNoVerdictNoForcedStateAndNoPromise() {
    try (var server = LiveServer.in(folder, "")) {
      var clock = SetClock.of(server);
      var a = server.endpoint(Behaviour.PASS);
      var b = server.endpoint(Behaviour.PASS);
      var c = server.endpoint(Behaviour.PASS);
      write(server, clock, "192.0.2.1 up\n192.0.2.2 down\n");
      var zone =
          server.files(
              "www A %s\nwww A %s\nwww A %s\nfed A 192.0.2.1\nfed A 192.0.2.2\n".formatted(a, b, c),
              Checks.web() + told(folder.resolve("feed")));
      server.start();
      zone.awaitMembers("www A", a, b, c);
      zone.done("drain", c.address(), "--for", "1h");
      zone.awaitMembers("fed A", "192.0.2.1");
      var ttl = zone.ttl("www A");
      for (var jump : JUMPS) {
        clock.set(jump);
        Eventually.keeps(
            jump.toString(),
            Duration.ofSeconds(1),
            () -> zone.ask("www A").equals("NOERROR %d %s, %d %s".formatted(ttl, a, ttl, b)));
        assertThat(zone.status("www", c).get("forced").stringValue()).isEqualTo("drain");
        assertThat(zone.status("www", b).get("transitions").intValue()).isZero();
        assertThat(zone.status("www", b).get("voids").intValue()).isZero();
        assertThat(zone.members("fed A")).isEqualTo("NOERROR 192.0.2.1");
        try (var cache = PerfectCache.of(zone, "www A")) {
          zone.awaitMembers("www A", a, b);
          var died = a.become(Behaviour.REFUSE);
          zone.awaitMembers("www A", b);
          zone.awaitVerdict("www", a, "down");
          assertThat(cache.usableSecondsAfter(a.address(), died)).isLessThanOrEqualTo(9);
        }
        a.become(Behaviour.PASS);
        zone.awaitMembers("www A", a, b);
        write(server, clock, "192.0.2.1 down\n192.0.2.2 up\n");
        zone.awaitMembers("fed A", "192.0.2.2");
        write(server, clock, "192.0.2.1 up\n192.0.2.2 down\n");
        zone.awaitMembers("fed A", "192.0.2.1");
      }
      assertThat(server.log()).contains("the wall clock was set");
      assertThat(server.log())
          .doesNotContain("exhausted", "bug")
          .doesNotContainPattern("stood still for \\d{5,} ms");
    }
  }

  @Test
  void aForcedStateReleasesItselfInTimeThoughTheClockWasSet() {
    try (var server = LiveServer.in(folder, "")) {
      var clock = SetClock.of(server);
      var a = server.endpoint(Behaviour.PASS);
      var b = server.endpoint(Behaviour.PASS);
      var zone =
          server.files(
              "www A %s\nwww A %s\n".formatted(a, b),
              Checks.web() + "[name.www]\ncheck = \"web\"\n");
      server.start();
      zone.awaitMembers("www A", a, b);
      var said = System.nanoTime();
      zone.done("down", a.address(), "--for", "3s");
      clock.set(MONTH.negated());
      var released = zone.awaitMembers("www A", a, b);
      assertThat(Duration.ofNanos(released - said))
          .isBetween(Duration.ofMillis(2900), Duration.ofSeconds(6));
      zone.done("down", a.address(), "--for", "30s");
      clock.set(MONTH);
      Eventually.holds(
          "noticed", () -> server.log().split("the wall clock was set", -1).length > 2);
      server.kill();
      server.start();
      zone.awaitMembers("www A", b);
      assertThat(zone.status("www", a).get("forced").stringValue()).isEqualTo("down");
    }
  }

  @Test
  void savedVerdictsAreTooOldOrOfTheFutureAfterAJumpAndThenTheNameIsHeld() {
    try (var server = LiveServer.in(folder, "")) {
      var clock = SetClock.of(server);
      var a = server.endpoint(Behaviour.PASS);
      var zone =
          server.files(
              "www A %s\n".formatted(a),
              Checks.web("rise = 1").replace("400ms", "3s") + "[name.www]\ncheck = \"web\"\n");
      server.start();
      zone.awaitMembers("www A", a);
      for (var jump : List.of(Duration.ZERO, MONTH, MONTH.negated())) {
        Eventually.holds("passed", () -> zone.ttl("www A") > 10);
        server.stop();
        a.become(Behaviour.HANG);
        clock.set(jump);
        server.start();
        assertThat(zone.members("www A"))
            .as("after %s", jump)
            .isEqualTo(jump.isZero() ? "NOERROR " + a : "SERVFAIL");
        a.become(Behaviour.PASS);
      }
    }
  }

  @Test
  void onlyDatedThingsFollowTheClock() throws Exception {
    var key = Base64.getEncoder().encodeToString(SECRET);
    var settings =
        """
        [key.ops]
        algorithm = "hmac-sha256"
        secret = "%s"
        [zone."dated"]
        update = ["key:ops"]
        """
            .formatted(key);
    try (var server = LiveServer.in(folder, settings)) {
      var clock = SetClock.of(server);
      server.write(
          "zones/dated.zone",
          "$TTL 300\n@ SOA ns host 2020010100 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n");
      server.start();
      var serial = 0L;
      for (var jump : JUMPS) {
        clock.set(jump);
        assertThat(update(server, clock.asClock())).isEqualTo(Rcode.NOERROR);
        var next = serial(server);
        assertThat(next).as("after %s", jump).isGreaterThan(serial);
        if (jump.isPositive()) {
          var day =
              clock.now().atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd"));
          assertThat(String.valueOf(next)).startsWith(day);
        }
        if (!jump.isZero()) {
          var honest = Clock.system(ZoneOffset.UTC);
          assertThat(update(server, honest)).isEqualTo(Rcode.NOTAUTH);
        }
        serial = next;
      }
      server.kill();
      server.start();
      assertThat(serial(server)).isEqualTo(serial);
      assertThat(server.tell("zone", "check", "dated").code()).isZero();
    }
  }

  /// Cookies are dated by the wall clock, so that other servers with the same secret take them (RFC
  /// 9018 section 4.3). After a jump those given before count for nothing, and nobody is worse off
  /// than a client that is new.
  @Test
  void cookiesFollowTheClockAndNobodyIsRefusedForOne() throws Exception {
    try (var server = LiveServer.in(folder, "")) {
      var clock = SetClock.of(server);
      server.start();
      var known = cookie(server, new byte[0]);
      assertThat(isOf(clock, known)).isTrue();
      assertThat(cookie(server, known)).as("a good one comes back").isEqualTo(known);
      for (var jump : List.of(MONTH, MONTH.negated())) {
        var before = known;
        clock.set(jump);
        Eventually.holds(
            "a new cookie of " + clock.now(), () -> isOf(clock, cookie(server, before)));
        known = cookie(server, before);
        assertThat(cookie(server, known)).as("after %s", jump).isEqualTo(known);
      }
    }
  }

  /// Whether a cookie of the server is dated now, give or take a minute.
  private static boolean isOf(SetClock clock, byte[] cookie) {
    var dated = ByteBuffer.wrap(cookie).getInt(Integer.BYTES);
    return Math.abs((int) clock.now().getEpochSecond() - dated) < 60;
  }

  /// Asks with a cookie of the server, or none, and returns the one that comes with the answer.
  private static byte[] cookie(LiveServer server, byte[] known) {
    var client = new byte[] {1, 2, 3, 4, 5, 6, 7, 8};
    var option = known.length == 0 ? new CookieOption(client) : new CookieOption(client, known);
    var soa = Record.newRecord(Name.fromConstantString("idle."), Type.SOA, 1);
    var query = Message.newQuery(soa);
    query.addRecord(new OPTRecord(1232, 0, 0, 0, option), Section.ADDITIONAL);
    try {
      var reply = new SimpleResolver(server.address()).send(query);
      assertThat(Rcode.string(reply.getRcode())).isEqualTo("NOERROR");
      assertThat(reply.getSection(Section.ANSWER)).hasSize(1);
      var given = reply.getOPT().getOptions(EDNSOption.Code.COOKIE).getFirst();
      return ((CookieOption) given).getServerCookie().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long serial(LiveServer server) throws IOException {
    var answer = new SimpleResolver(server.address());
    var soa = Record.newRecord(Name.fromConstantString("dated."), Type.SOA, 1);
    var reply = answer.send(Message.newQuery(soa));
    return ((SOARecord) reply.getSection(Section.ANSWER).getFirst()).getSerial();
  }

  /// Returns the RCODE of an update signed by somebody with that clock.
  private static int update(LiveServer server, Clock clock) throws IOException {
    var client = new SimpleResolver(server.address());
    client.setTCP(true);
    client.setTimeout(Duration.ofSeconds(10));
    client.setTSIGKey(
        new TSIG(
            TSIG.HMAC_SHA256,
            Name.fromConstantString("ops."),
            new SecretKeySpec(SECRET, "HmacSHA256"),
            clock));
    var update = new Update(Name.fromConstantString("dated."));
    update.add(Name.fromString("h" + System.nanoTime() + ".dated."), Type.A, 60, "192.0.2.1");
    return client.send(update).getRcode();
  }
}
