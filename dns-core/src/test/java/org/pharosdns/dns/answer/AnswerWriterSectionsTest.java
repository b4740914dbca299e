package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pharosdns.dns.answer.WriterScene.address;
import static org.pharosdns.dns.answer.WriterScene.hex;
import static org.pharosdns.dns.answer.WriterScene.join;
import static org.pharosdns.dns.answer.WriterScene.name;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordType;

/// Negative answers, referrals, additional records, and what else a writer is told.
class AnswerWriterSectionsTest {
  private static final int PRIVATE_TYPE = 65_280;

  private final WriterScene scene = new WriterScene();

  private int soa() {
    return scene.block("test", RecordType.SOA, join(name("ns.test"), name("h.test"), new byte[20]));
  }

  private int large(int octets) {
    return scene.block("x.test", PRIVATE_TYPE, new byte[octets]);
  }

  @Test
  void aNegativeAnswerLivesNoLongerThanItMay() {
    var soa = soa();
    var writer = scene.udp("x.test");
    writer.rcode(Rcode.NXDOMAIN);
    var before = writer.kind();
    writer.negative(scene.arena(), soa, 1, 9);
    assertThat(writer.kind()).as("of this zone").isNotEqualTo(before);
    assertThat(scene.lines())
        .hasSize(2)
        .startsWith("rcode 3")
        .allMatch(line -> line.equals("rcode 3") || line.startsWith("authority test. 9 SOA "));
  }

  @Test
  void aNegativeAnswerThatDoesNotFitIsTc() {
    var soa = soa();
    var large = large(450);
    var writer = scene.udp("x.test");
    writer.answer(scene.arena(), large);
    writer.negative(scene.arena(), soa, 1, 9);
    assertThat(scene.lines()).hasSize(2).startsWith("tc");
  }

  @Test
  void answersOfDifferentKindsAreToldApart() {
    var address = scene.block("x.test", RecordType.A, address(1));
    var servers = scene.block("x.test", RecordType.NS, name("ns.elsewhere"));
    var none = scene.udp("x.test").kind();
    var writer = scene.udp("x.test");
    writer.answer(scene.arena(), address);
    var positive = writer.kind();
    writer = scene.udp("x.test");
    writer.referral(scene.arena(), servers, 0);
    var referral = writer.kind();
    assertThat(List.of(none, positive, referral)).doesNotHaveDuplicates();
  }

  /// A cut with a server inside, whose address is needed, and one beside it.
  private int cut() {
    var inside = scene.block("ns.sub.test", RecordType.A, address(1));
    var beside = scene.block("ns.test", RecordType.A, address(2));
    var cut = scene.block("sub.test", RecordType.NS, name("ns.test"), name("ns.sub.test"));
    AnswerBlock.link(scene.arena(), cut, 0, inside, true);
    AnswerBlock.link(scene.arena(), cut, 2, beside, false);
    return cut;
  }

  @Test
  void aReferralBringsTheAddressesAlong() {
    var cut = cut();
    scene.udp("x.sub.test").referral(scene.arena(), cut, 1);
    assertThat(scene.lines())
        .containsExactly(
            "authority sub.test. 60 NS " + hex("ns.test"),
            "authority sub.test. 60 NS " + hex("ns.sub.test"),
            "additional ns.sub.test. 60 A 0a000001",
            "additional ns.test. 60 A 0a000002");
  }

  @Test
  void glueThatDoesNotFitIsTcAndACourtesyIsNot() {
    var cut = cut();
    var servers = 12 + 5 + 12 + 5;
    for (var free : new int[] {servers - 1, servers, servers + 16, servers + 32}) {
      var large = large(512 - 28 - 12 - free);
      var writer = scene.udp("x.sub.test");
      writer.answer(scene.arena(), large);
      writer.referral(scene.arena(), cut, 1);
      var lines = scene.lines();
      assertThat(lines.contains("tc")).as("%d octets free", free).isEqualTo(free <= servers);
      assertThat(lines.stream().filter(line -> line.startsWith("additional")).count())
          .isEqualTo(free > servers ? (free - servers) / 16 : 0);
    }
  }

  @Test
  void whatStandsTooFarBehindIsNotPointedAt() {
    var address = scene.block("mail.test", RecordType.A, address(1));
    var mail = scene.block("x.test", RecordType.MX, join(new byte[2], name("mail.test")));
    AnswerBlock.link(scene.arena(), mail, 0, address, false);
    scene.tcp("x.test").answer(scene.arena(), mail);
    assertThat(scene.lines()).contains("additional mail.test. 60 A 0a000001");
    var large = large(16_400);
    var writer = scene.tcp("x.test");
    writer.answer(scene.arena(), large);
    writer.answer(scene.arena(), mail);
    assertThat(scene.lines()).hasSize(2);
  }

  @Test
  void aServiceAtItsOwnerBringsTheOwnersAddressesAlong() {
    var address = scene.block("x.test", RecordType.A, address(1));
    for (var type : new int[] {RecordType.SVCB, RecordType.HTTPS}) {
      var service = scene.block("x.test", type, join(new byte[] {0, 1}, name(".")));
      AnswerBlock.link(scene.arena(), service, 0, address, false);
      scene.udp("x.test").answer(scene.arena(), service);
      assertThat(scene.lines()).hasSize(2).contains("additional x.test. 60 A 0a000001");
    }
  }

  @Test
  void anAliasOfAServiceToTheRootHasNoTarget() {
    var owner = DnsName.parse("x.test");
    var none = join(new byte[] {0, 0}, name("."));
    var other = join(new byte[] {0, 1}, name("y.test"));
    var mail = join(new byte[] {0, 1}, name("."));
    assertThat(AddressTargets.target(owner, RecordType.HTTPS, none)).isEqualTo(DnsName.ROOT);
    assertThat(AddressTargets.target(owner, RecordType.SVCB, other))
        .isEqualTo(DnsName.parse("y.test"));
    assertThat(AddressTargets.target(owner, RecordType.MX, mail)).isEqualTo(DnsName.ROOT);
  }

  @Test
  void moreThanThirteenTargetsGetNoAddressesUnlessTheyAreServers() {
    var apex = DnsName.parse("test");
    var hosts = new ArrayList<byte[]>();
    for (var i = 0; i < 14; i++) {
      hosts.add(name("h" + i + ".test"));
    }
    var mails = hosts.stream().map(host -> join(new byte[2], host)).toList();
    assertThat(AddressTargets.of(apex, apex, RecordType.NS, hosts)).hasSize(14);
    assertThat(AddressTargets.of(apex, apex, RecordType.MX, mails)).isEmpty();
    assertThat(AddressTargets.of(apex, apex, RecordType.MX, mails.subList(0, 13))).hasSize(13);
    assertThat(AddressTargets.areIn(RecordType.MX)).isTrue();
    assertThat(AddressTargets.areIn(RecordType.TXT)).isFalse();
    assertThat(AddressTargets.additionalTypes(RecordType.SVCB)).contains(RecordType.SVCB);
  }

  @Test
  void aServerThatIsTheOwnerIsPointedAtInTheRecord() {
    var address = scene.block("x.test", RecordType.A, address(1));
    var mail = scene.block("x.test", RecordType.MX, join(new byte[2], name("x.test")));
    AnswerBlock.link(scene.arena(), mail, 0, address, false);
    scene.udp("x.test").answer(scene.arena(), mail);
    assertThat(scene.lines()).contains("additional x.test. 60 A 0a000001");
  }

  @Test
  void extendedErrorsAreSaidWhereThereIsRoom() {
    for (var free : new int[] {5, 6}) {
      var large = large(512 - 24 - 12 - 11 - free);
      var packet = Packet.query("x.test", 1, 1).opt(512, 0);
      var writer = scene.begin(packet, Client.Transport.UDP);
      writer.answer(scene.arena(), large);
      writer.extendedError(ExtendedError.NOT_READY);
      assertThat(scene.lines().stream().anyMatch(line -> line.startsWith("option 15")))
          .as("%d octets free", free)
          .isEqualTo(free == 6);
    }
  }

  @Test
  void noExtendedErrorLeavesTheOneBefore() {
    var writer = scene.begin(Packet.query("x.test", 1, 1).opt(512, 0), Client.Transport.UDP);
    writer.extendedError(ExtendedError.NOT_READY);
    writer.extendedError(ExtendedError.NONE);
    assertThat(scene.lines()).containsExactly("option 15 %04x".formatted(ExtendedError.NOT_READY));
  }

  @Test
  void theScopeOfTheAnswerComesBackToAClientThatGaveItsNetwork() {
    var network = Packet.option(8, 0, 1, 24, 0, 192, 0, 2);
    var writer = scene.begin(Packet.query("x.test", 1, 1).opt(network), Client.Transport.UDP);
    writer.clientScope(20);
    writer.clientScope(16);
    assertThat(scene.lines()).containsExactly("option 8 00011814c00002");
    var nothing = Packet.option(8, 0, 1, 0, 0);
    writer = scene.begin(Packet.query("x.test", 1, 1).opt(nothing), Client.Transport.UDP);
    writer.clientScope(20);
    assertThat(scene.lines()).containsExactly("option 8 00010000");
  }

  @Test
  void authorityCanBeTakenBack() {
    var writer = scene.udp("x.test");
    writer.authoritative(true);
    writer.authoritative(false);
    assertThat(scene.lines()).isEmpty();
  }

  @Test
  void recordsOfPlainTypesShareTheirLowestTtl() {
    var compiler = scene.compiler();
    assertThat(AnswerCompiler.isPlain(RecordType.A)).isTrue();
    assertThat(AnswerCompiler.isPlain(RecordType.CNAME)).isFalse();
    assertThat(AnswerCompiler.isPlain(RecordType.SRV)).isFalse();
    var ttls = new int[] {60, 60, 90, 30, 40};
    var block = compiler.appendPlain(RecordType.A, ttls[0], address(0), 0, 4);
    for (var i = 1; i < ttls.length; i++) {
      compiler.addPlain(block, ttls[i], address(i), 0, 4);
    }
    scene.udp("x.test").answer(scene.arena(), block);
    assertThat(scene.lines()).hasSize(5).allMatch(line -> line.startsWith("answer x.test. 30 A "));
    assertThat(AnswerBlock.end(scene.arena(), block)).isEqualTo(block + 10 + 5 * 16);
    assertThat(AnswerBlock.isSteered(scene.arena(), block)).isFalse();
  }

  @Test
  void oneRecordOfAPlainTypeIsABlockByItself() {
    var block = scene.compiler().appendPlain(RecordType.A, 60, address(1), 0, 4);
    scene.udp("x.test").answer(scene.arena(), block);
    assertThat(scene.lines()).containsExactly("answer x.test. 60 A 0a000001");
    assertThat(AnswerBlock.isSteered(scene.arena(), block)).isFalse();
    assertThat(AnswerBlock.end(scene.arena(), block)).isEqualTo(block + 16);
  }

  @Test
  void aPlainRRsetOver65535OctetsIsRefused() {
    var compiler = scene.compiler();
    assertThatThrownBy(() -> compiler.appendPlain(RecordType.TXT, 60, new byte[65_530], 0, 65_530))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an RRset has more than 65535 octets");
  }

  @Test
  void aSteeredRRsetIsANumber() {
    var block = scene.compiler().appendSteered(RecordType.A, 4711);
    assertThat(AnswerBlock.isSteered(scene.arena(), block)).isTrue();
    assertThat(AnswerBlock.steeredIndex(scene.arena(), block)).isEqualTo(4711);
  }
}
