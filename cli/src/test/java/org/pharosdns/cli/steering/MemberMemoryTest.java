package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberMemoryTest {
  private static final long SECOND = 1_000_000_000;

  private final MemberMemory member = new MemberMemory();

  @Test
  void eachChangeIsToldOnce() {
    assertThat(member.tell(false)).isFalse();
    assertThat(member.tell(true)).isTrue();
    assertThat(member.tell(true)).isFalse();
    assertThat(member.tell(false)).isTrue();
  }

  /// Who was told that it is down would wait for ever.
  @Test
  void aMemberThatWasTakenOutWhileDownAndComesBackUpIsTold() {
    member.tell(true);
    member.isGone(0);
    assertThat(member.isOver(86_400 * SECOND)).isFalse();
    assertThat(member.isOver(86_401 * SECOND)).isTrue();
    assertThat(member.tell(false)).isTrue();
  }

  @Test
  void aMemberThatIsGoneIsRememberedForAsLongAsCachesHoldIt() {
    assertThat(member.isOver(0)).isTrue();
    member.exposure().assume(SECOND);
    assertThat(member.isOver(SECOND)).isFalse();
    assertThat(member.isOver(2 * SECOND)).isTrue();
  }
}
