package org.pharosdns.dns.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.ExtendedError;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// What the server tells about itself in class CH: `id.server` and `version.server` (RFC 4892) and
/// their older names. What is not configured, and everything else, is refused.
final class ChaosAnswers {
  private final byte @Nullable [] identity;
  private final byte @Nullable [] version;
  private final HashedName idServer = name("id.server");
  private final HashedName hostnameBind = name("hostname.bind");
  private final HashedName versionServer = name("version.server");
  private final HashedName versionBind = name("version.bind");

  ChaosAnswers(@Nullable String identity, @Nullable String version) {
    this.identity = text(identity);
    this.version = text(version);
  }

  private static HashedName name(String text) {
    return new HashedName().set(DnsName.parse(text));
  }

  /// Returns the RDATA of a TXT record: one string, cut at 255 octets.
  private static byte @Nullable [] text(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var octets = text.getBytes(StandardCharsets.UTF_8);
    var rdata = new byte[1 + Math.min(octets.length, 255)];
    rdata[0] = (byte) (rdata.length - 1);
    System.arraycopy(octets, 0, rdata, 1, rdata.length - 1);
    return rdata;
  }

  void answer(Query query, AnswerWriter writer) {
    var text = textOf(query.name());
    if (text == null) {
      writer.fail(Rcode.REFUSED, ExtendedError.NOT_SUPPORTED);
      return;
    }
    writer.authoritative(true);
    if (query.type() == RecordType.TXT || query.type() == RecordType.ANY) {
      writer.beginRRset();
      writer.record(RecordType.TXT, RecordClass.CH, 0, text);
      writer.endRRset();
    }
  }

  private byte @Nullable [] textOf(HashedName name) {
    if (idServer.sameAs(name, 0) || hostnameBind.sameAs(name, 0)) {
      return identity;
    }
    return versionServer.sameAs(name, 0) || versionBind.sameAs(name, 0) ? version : null;
  }
}
