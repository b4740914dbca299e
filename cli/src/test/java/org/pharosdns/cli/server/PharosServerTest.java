package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import org.pharosdns.cli.control.ReloadReport.Outcome;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;

/// What an operator relies on: start, reload, forced states, restart.
class PharosServerTest {
  private static final String TWO = "www A 192.0.2.1\nwww A 192.0.2.2\n";
  private static final String UNCHECKED = "[name.www]\n";

  @TempDir Path temporary;

  private ServerFolder twoAddresses() {
    return new ServerFolder(temporary)
        .zone("example.zone", ServerFolder.APEX + TWO)
        .zone("example.toml", UNCHECKED);
  }

  private static ForceRequest force(
      MemberState state, @Nullable Duration duration, String... what) {
    return new ForceRequest(List.of(what), state, "a reason", "an operator", duration, false);
  }

  private static List<String> www(PharosServer server) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses("www.example.").stream().sorted().toList();
    }
  }

  @Test
  void theStatusPageIsListedWithTheOtherAddressesThatCannotBeBound() throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    try (var dns = new DatagramSocket(0, loopback);
        var page = new ServerSocket(0, 1, loopback)) {
      var http = "127.0.0.1:" + page.getLocalPort();
      twoAddresses().write("pharos.toml", "[admin]\nhttp = \"" + http + "\"\n");
      var udp = "127.0.0.1:" + dns.getLocalPort();
      var options = new ServeOptions(temporary.resolve("pharos.toml"), null, List.of(udp));
      assertThatExceptionOfType(StartFailure.class)
          .isThrownBy(() -> PharosServer.start(options).close())
          .satisfies(
              failure -> {
                assertThat(failure.exitCode()).isEqualTo(StartFailure.CANNOT_BIND);
                assertThat(failure.problems()).hasSize(2);
                assertThat(failure.problems().getFirst()).contains(udp);
                assertThat(failure.problems().getLast()).contains("status page", http);
              });
    }
  }

  @Test
  void aServerWithoutAnyZoneDoesNotStartAndSaysEverythingThatIsWrong() {
    var folder =
        new ServerFolder(temporary)
            .zone("one.zone", "@ SOA ns host 1 2 3 4 5\nwww B 192.0.2.1\n")
            .zone("two.zone", ServerFolder.APEX + TWO)
            .zone("two.toml", "[name.www]\nselct = \"rotate\"\n[name.nobody]\n");
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(folder::start)
        .satisfies(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(StartFailure.BAD_CONFIGURATION);
              assertThat(failure.problems())
                  .anyMatch(problem -> problem.contains("one.zone:2:5: error"))
                  .anyMatch(problem -> problem.contains("two.toml:2:1: error"))
                  .anyMatch(problem -> problem.contains("did you mean \"select\"?"))
                  .last()
                  .isEqualTo("no zone can be served");
            });
  }

  @Test
  void aServerWhosePortIsTakenLeavesNoThreadBehind() throws Exception {
    var folder = twoAddresses();
    var before = threads();
    try (var taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      var listen = List.of("127.0.0.1:" + taken.getLocalPort());
      var options = new ServeOptions(folder.folder().resolve("pharos.toml"), null, listen);
      assertThatExceptionOfType(StartFailure.class)
          .isThrownBy(() -> PharosServer.start(options))
          .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(StartFailure.CANNOT_BIND));
    }
    assertThat(threads())
        .filteredOn(thread -> !before.contains(thread))
        .extracting(Thread::getName)
        .doesNotContain("updates");
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  @Test
  void anErrorInTheConfigurationPreventsTheStart() {
    var folder = twoAddresses().write("pharos.toml", "[server]\nlisten = 5\nzone = \"zones\"\n");
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(folder::start)
        .satisfies(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(StartFailure.BAD_CONFIGURATION);
              assertThat(failure.problems()).hasSize(2);
            });
  }

  @Test
  void oneBrokenZoneDoesNotHoldBackTheOthers() throws Exception {
    try (var server = twoAddresses().zone("broken.zone", "no zone\n").start()) {
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void oneBrokenZoneOfAThousandHoldsNobodyBackAndTheSecondReloadMendsIt() throws Exception {
    var folder = new ServerFolder(temporary);
    for (var i = 0; i < 1000; i++) {
      folder.zone(
          "z" + i + ".zone",
          ServerFolder.APEX + (i == 500 ? "www A nonsense\n" : "www A 192.0.2.1\n"));
    }
    try (var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      for (var i = 0; i < 1000; i++) {
        assertThat(asker.addresses("www.z" + i + ".")).hasSize(i == 500 ? 0 : 1);
      }
      folder.zone("z500.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
      assertThat(server.control().reload(List.of(), false).complete()).isTrue();
      assertThat(asker.addresses("www.z500.")).hasSize(1);
    }
  }

  @Test
  void aZoneOfWhoseCutOffChangeNothingIsKnownIsNotServedAndHoldsNobodyBack() throws Exception {
    var folder = twoAddresses().zone("other.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    var pending = Files.createDirectories(temporary.resolve("state/history/other.pending"));
    try (var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      assertThat(asker.addresses("www.other.")).isEmpty();
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> add(server, "other"))
          .withMessageContaining("other. takes no change, for an earlier one was cut off");
      assertThat(add(server, "example").id()).isEqualTo(1);
      Files.delete(pending);
      server.control().reload(List.of(), false);
      assertThat(asker.addresses("www.other.")).containsExactly("192.0.2.1");
    }
  }

  private static ChangeReport add(PharosServer server, String zone) throws RefusedException {
    return server
        .control()
        .change(
            new RecordsRequest(
                zone, Action.ADD, "new", "A", List.of("192.0.2.9"), null, null, null, "me", null));
  }

  @Test
  void aSecondServerOnTheStateFolderSaysWhoHoldsIt() throws Exception {
    var folder = twoAddresses();
    var server = folder.start();
    try (server) {
      assertThatExceptionOfType(StartFailure.class)
          .isThrownBy(folder::start)
          .withMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aReloadPutsSoundZonesInForceAndKeepsTheOldDataOfBrokenOnes() throws Exception {
    var folder = twoAddresses().zone("other.zone", ServerFolder.APEX);
    try (var server = folder.start()) {
      folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2\n");
      folder.zone("other.zone", ServerFolder.APEX + "www A 192.0.2.7\n");
      folder.zone("third.zone", ServerFolder.APEX);
      var report = server.control().reload(List.of(), false);
      assertThat(report.complete()).isFalse();
      assertThat(report.zones())
          .extracting(zone -> zone.name() + " " + zone.outcome())
          .containsExactly(
              "example. " + Outcome.KEPT, "other. " + Outcome.CHANGED, "third. " + Outcome.ADDED);
      assertThat(report.zones().getFirst().problems())
          .singleElement()
          .asString()
          .contains("example.zone:5:7: error");
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
      try (var asker = new DnsAsker(server.addresses().getFirst())) {
        assertThat(asker.addresses("www.other.")).containsExactly("192.0.2.7");
      }
      folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2.9\n");
      assertThat(server.control().reload(List.of(), false).complete()).isTrue();
      assertThat(www(server)).containsExactly("192.0.2.9");
    }
  }

  @Test
  void aReloadOfUnchangedFilesChangesNothing() throws Exception {
    try (var server = twoAddresses().start()) {
      assertThat(server.control().reload(List.of(), false).zones())
          .extracting(zone -> zone.name() + " " + zone.outcome())
          .containsExactly("example. " + Outcome.UNCHANGED);
    }
  }

  @Test
  void anErrorInTheConfigurationLeavesEverythingAsItWas() throws Exception {
    var folder = twoAddresses();
    try (var server = folder.start()) {
      folder.write("pharos.toml", "[server\n").zone("example.zone", ServerFolder.APEX);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> server.control().reload(List.of(), false));
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void aZoneThatWouldLoseMostOfItsRecordsIsKeptUnlessForced() throws Exception {
    var many = new StringBuilder(ServerFolder.APEX + TWO);
    for (var i = 0; i < 30; i++) {
      many.append("h").append(i).append(" A 192.0.2.3\n");
    }
    var folder = new ServerFolder(temporary).zone("example.zone", many.toString());
    try (var server = folder.start()) {
      folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2.9\n");
      assertThat(server.control().reload(List.of(), false).complete()).isFalse();
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
      assertThat(server.control().reload(List.of(), true).complete()).isTrue();
      assertThat(www(server)).containsExactly("192.0.2.9");
    }
  }

  @Test
  void statusShowsWhyAndHowLongAStateIsForced() throws Exception {
    try (var server = twoAddresses().start()) {
      server.control().force(force(MemberState.DOWN, Duration.ofDays(30), "192.0.2.2"));
      assertThat(server.control().status(List.of("192.0.2.2")))
          .extracting(MemberStatus::reason)
          .containsExactly("forced-down: a reason (30d left)");
    }
  }

  @Test
  void theQueryAfterAForcedStateSeesIt() throws Exception {
    try (var server = twoAddresses().start()) {
      server.control().force(force(MemberState.DRAIN, null, "www.example/192.0.2.1"));
      assertThat(www(server)).containsExactly("192.0.2.2");
      server.control().release(new ReleaseRequest(List.of("192.0.2.*"), "an operator"));
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void forcedStatesHoldFromTheFirstAnswerAfterARestart() throws Exception {
    var folder = twoAddresses();
    try (var server = folder.start()) {
      server.control().force(force(MemberState.DOWN, null, "192.0.2.2"));
    }
    try (var server = folder.start()) {
      assertThat(www(server)).containsExactly("192.0.2.1");
      assertThat(server.control().status(List.of("192.0.2.2")))
          .singleElement()
          .extracting(MemberStatus::forced, MemberStatus::effective)
          .containsExactly(MemberState.DOWN, MemberState.DOWN);
    }
  }

  @Test
  void leavingANameWithoutMembersMustBeAllowed() throws Exception {
    try (var server = twoAddresses().start()) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> server.control().force(force(MemberState.DOWN, null, "www.example")))
          .withMessageContaining("--allow-empty");
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
      server
          .control()
          .force(
              new ForceRequest(List.of("www.example"), MemberState.DOWN, null, "test", null, true));
      assertThat(www(server)).isEmpty();
    }
  }

  @Test
  void aWordThatMatchesNothingChangesNothingAtAll() throws Exception {
    try (var server = twoAddresses().start()) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(
              () ->
                  server.control().force(force(MemberState.DOWN, null, "192.0.2.1", "192.0.2.99")))
          .withMessageContaining("192.0.2.99");
      assertThat(www(server)).containsExactly("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void anExplanationNamesTiersMembersAndTheRuleOfTheTtl() throws Exception {
    try (var server = twoAddresses().start()) {
      server.control().force(force(MemberState.DRAIN, null, "192.0.2.1"));
      var explanation = server.control().explain("www.example", "a", null);
      assertThat(explanation.rcode()).isEqualTo("NOERROR");
      assertThat(explanation.chosen()).containsExactly("192.0.2.2");
      assertThat(explanation.ttl()).isEqualTo(60);
      assertThat(explanation.tiers())
          .singleElement()
          .satisfies(
              tier ->
                  assertThat(tier.members())
                      .extracting(member -> member.address() + " " + member.reason())
                      .containsExactly("192.0.2.1 drained", "192.0.2.2 null"));
    }
  }
}
