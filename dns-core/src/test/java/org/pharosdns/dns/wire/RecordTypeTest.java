package org.pharosdns.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Mnemonics of the IANA registry, and `TYPE123` for the rest (RFC 3597 section 5).
class RecordTypeTest {
  @Test
  void knownTypesHaveMnemonicsBothWays() {
    assertThat(RecordType.mnemonic(1)).isEqualTo("A");
    assertThat(RecordType.mnemonic(23)).isEqualTo("NSAP-PTR");
    assertThat(RecordType.parse("https")).isEqualTo(65);
    assertThat(RecordType.parse("DLV")).isEqualTo(32769);
  }

  @Test
  void everyTypeHasATextThatLeadsBack() {
    for (var type = 0; type <= 0xffff; type++) {
      assertThat(RecordType.parse(RecordType.mnemonic(type))).isEqualTo(type);
    }
  }

  @Test
  void unknownTypesAreNumbers() {
    assertThat(RecordType.mnemonic(65280)).isEqualTo("TYPE65280");
    assertThat(RecordType.parse("type1")).isEqualTo(1);
  }

  @Test
  void everythingElseIsNoType() {
    assertThat(RecordType.parse("TYPE65536")).isEqualTo(-1);
    assertThat(RecordType.parse("TYPE999999")).isEqualTo(-1);
    assertThat(RecordType.parse("TYPE")).isEqualTo(-1);
    assertThat(RecordType.parse("TYPE-1")).isEqualTo(-1);
    assertThat(RecordType.parse("BOGUS")).isEqualTo(-1);
    assertThat(RecordType.parse("")).isEqualTo(-1);
  }
}
