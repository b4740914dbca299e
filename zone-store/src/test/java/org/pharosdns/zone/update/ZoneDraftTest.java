package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// What a draft forgets of an update that is not carried out.
class ZoneDraftTest {
  private static final DnsName APEX = DnsName.parse("example.test");
  private static final DnsName WWW = DnsName.parse("www", APEX);
  private static final DnsName NEW = DnsName.parse("new", APEX);
  private static final RecordChange DELETE = new RecordChange.DeleteRRset(WWW, RecordType.A);

  private static ZoneContents zone() {
    var builder = new ZoneContentsBuilder(APEX, 100);
    builder.add(builder.owner(APEX.wire(), APEX.octets()), RecordType.SOA, 60, new byte[22], 22);
    builder.add(builder.owner(WWW.wire(), WWW.octets()), RecordType.A, 60, new byte[4], 4);
    return builder.build();
  }

  private static RecordChange add(DnsName owner, int last) {
    return new RecordChange.Add(
        owner, RecordType.A, 60, Rdata.of(new byte[] {10, 0, 0, (byte) last}));
  }

  @Test
  void whatIsForgottenWasNeverThere() {
    var draft = new ZoneDraft(zone());
    draft.apply(add(NEW, 1));
    draft.apply(add(WWW, 1));
    draft.apply(DELETE);
    draft.keep(0);
    assertThat(draft.changes()).isEmpty();
    assertThat(draft.at(NEW)).isEmpty();
    assertThat(draft.build()).isEqualTo(zone());
    assertThat(draft.build().owners()).isEqualTo(2);
  }

  @Test
  void whatCameBeforeStays() {
    var expected = new ZoneDraft(zone());
    expected.apply(add(NEW, 1));
    expected.apply(DELETE);
    var draft = new ZoneDraft(zone());
    draft.apply(add(NEW, 1));
    draft.apply(DELETE);
    draft.apply(add(NEW, 2));
    draft.apply(add(WWW, 3));
    draft.apply(new RecordChange.DeleteRRset(NEW, RecordType.A));
    draft.keep(2);
    assertThat(draft.changes()).containsExactly(add(NEW, 1), DELETE);
    assertThat(draft.build()).isEqualTo(expected.build());
  }
}
