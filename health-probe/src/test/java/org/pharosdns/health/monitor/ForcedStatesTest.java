package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.health.monitor.ForcedState.Kind;

class ForcedStatesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant IN_10_MINUTES = NOW.plus(Duration.ofMinutes(10));
  private static final String WWW = "www.example.com.";

  private final Path folder;
  private ForcedStates states;

  ForcedStatesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.states = ForcedStates.open(folder);
  }

  private static Subject subject(@Nullable String owner, @Nullable String address) {
    return new Subject(owner, address);
  }

  private void force(Kind kind, Subject subject, @Nullable Instant until) throws IOException {
    states.force(List.of(new ForcedState(subject, kind, "because", "alice", NOW, until)));
  }

  private void force(Kind kind, Subject subject) throws IOException {
    force(kind, subject, null);
  }

  private boolean release(Subject subject) throws IOException {
    return states.release(List.of(subject), "bob", NOW);
  }

  private String effective(String owner, String address, Instant now) {
    ForcedState state = states.effective(owner, InetAddress.ofLiteral(address), now);
    return state == null ? "auto" : state.kind().name();
  }

  private String effective(String address) {
    return effective(WWW, address, NOW);
  }

  @Test
  void whatIsNoRegularFileIsNamedAndNotRead() throws IOException {
    var file = Files.createDirectory(folder.resolve("forced"));
    assertThatThrownBy(() -> ForcedStates.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is no regular file");
  }

  @Test
  void theMomentOfReleaseMovesWithTheWallClockAlsoOnTheDisk() throws IOException {
    force(Kind.DOWN, subject(WWW, "192.0.2.1"), IN_10_MINUTES);
    force(Kind.DOWN, subject(WWW, "192.0.2.2"));
    states.move(Duration.ofDays(30));
    var before = IN_10_MINUTES.plus(Duration.ofDays(30)).minusMillis(1);
    for (var open : List.of(states, ForcedStates.open(folder))) {
      assertThat(open.nextExpiry()).isEqualTo(before.plusMillis(1));
    }
    assertThat(effective(WWW, "192.0.2.1", before)).isEqualTo("DOWN");
    assertThat(effective(WWW, "192.0.2.1", before.plusMillis(1))).isEqualTo("auto");
    assertThat(effective(WWW, "192.0.2.2", before)).isEqualTo("DOWN");
  }

  @Test
  void aMemberIsForcedAtItsOwnNameOnly() throws IOException {
    force(Kind.DOWN, subject("WWW.example.com.", "192.0.2.1"));
    assertThat(effective("192.0.2.1")).isEqualTo("DOWN");
    assertThat(effective("192.0.2.2")).isEqualTo("auto");
    assertThat(effective("other.example.com.", "192.0.2.1", NOW)).isEqualTo("auto");
  }

  @Test
  void aNameIsForcedWithAllItsMembers() throws IOException {
    force(Kind.DRAIN, subject(WWW, null));
    assertThat(effective("192.0.2.1")).isEqualTo("DRAIN");
    assertThat(effective("2001:db8::1")).isEqualTo("DRAIN");
    assertThat(effective("other.example.com.", "192.0.2.1", NOW)).isEqualTo("auto");
  }

  @Test
  void anAddressOrAPatternIsForcedWhereverItOccurs() throws IOException {
    force(Kind.DOWN, subject(null, "192.0.2.*"));
    force(Kind.UP, subject(null, "2001:DB8:0::1"));
    force(Kind.DRAIN, subject(null, "2001:db8:?::*f"));
    assertThat(effective("192.0.2.77")).isEqualTo("DOWN");
    assertThat(effective("192.0.20.7")).isEqualTo("auto");
    assertThat(effective("2001:db8:0:0::1")).isEqualTo("UP");
    assertThat(effective("2001:db8:7::beef")).isEqualTo("DRAIN");
    assertThat(effective("2001:db8:77::beef")).isEqualTo("auto");
  }

  @Test
  void laterStatesWinOverEarlierOnes() throws IOException {
    force(Kind.UP, subject(WWW, "192.0.2.1"));
    force(Kind.DOWN, subject(null, "192.0.2.*"));
    assertThat(effective("192.0.2.1")).isEqualTo("DOWN");
    force(Kind.DRAIN, subject(null, "192.0.2.1"));
    assertThat(effective("192.0.2.1")).isEqualTo("DRAIN");
    assertThat(states.entries()).hasSize(2);
  }

  @Test
  void releasingGivesTheVerdictBack() throws IOException {
    force(Kind.DOWN, subject(WWW, "192.0.2.1"));
    assertThat(release(subject(WWW, "192.0.2.1"))).isTrue();
    assertThat(effective("192.0.2.1")).isEqualTo("auto");
    assertThat(states.entries()).isEmpty();
    assertThat(release(subject(WWW, "192.0.2.1"))).isFalse();
  }

  @Test
  void oneMemberCanBeReleasedFromAStateOfMany() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.*"));
    assertThat(release(subject(null, "192.0.2.1"))).isTrue();
    assertThat(effective("192.0.2.1")).isEqualTo("auto");
    assertThat(effective("192.0.2.2")).isEqualTo("DRAIN");
    release(subject(null, "192.0.2.*"));
    assertThat(states.entries()).isEmpty();
  }

  @Test
  void aPatternReleasesAllThatItCovers() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.1"));
    force(Kind.DOWN, subject(WWW, "192.0.2.2"));
    force(Kind.DOWN, subject(null, "198.51.100.1"));
    release(subject(null, "192.0.2.*"));
    assertThat(states.entries()).hasSize(1);
  }

  @Test
  void aStateReleasesItselfWhenItsTimeIsUp() throws IOException {
    force(Kind.DOWN, subject(null, "192.0.2.1"), IN_10_MINUTES);
    assertThat(states.nextExpiry()).isEqualTo(IN_10_MINUTES);
    assertThat(effective(WWW, "192.0.2.1", IN_10_MINUTES.minusNanos(1))).isEqualTo("DOWN");
    assertThat(effective(WWW, "192.0.2.1", IN_10_MINUTES)).isEqualTo("auto");
    assertThat(states.expire(NOW)).isFalse();
    assertThat(states.expire(IN_10_MINUTES)).isTrue();
    assertThat(states.entries()).isEmpty();
    assertThat(states.nextExpiry()).isNull();
  }

  @Test
  void whatHasReleasedItselfDoesNotLetAnEarlierStateThrough() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.*"));
    force(Kind.UP, subject(null, "192.0.2.1"), IN_10_MINUTES);
    assertThat(effective(WWW, "192.0.2.1", IN_10_MINUTES)).isEqualTo("auto");
    states.expire(IN_10_MINUTES);
    assertThat(effective(WWW, "192.0.2.1", IN_10_MINUTES)).isEqualTo("auto");
    assertThat(effective(WWW, "192.0.2.2", IN_10_MINUTES)).isEqualTo("DRAIN");
  }

  @Test
  void everythingOutlivesTheProcess() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.*"), IN_10_MINUTES);
    release(subject(WWW, "192.0.2.1"));
    states.force(
        List.of(
            new ForcedState(subject("a\tb.", null), Kind.UP, "-", "back\\slash\n\r", NOW, null),
            new ForcedState(subject(null, "192.0.2.2"), Kind.DOWN, null, "", NOW, null)));
    assertThat(ForcedStates.open(folder).entries()).isEqualTo(states.entries()).hasSize(4);
  }

  @Test
  void aFileThatPharosDidNotWriteIsRefusedWithItsLine() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.*"));
    Path file = folder.resolve("forced");
    Files.writeString(file, Files.readString(file).replace("end 1", "DOWN\t-\nend 2"));
    assertThatThrownBy(() -> ForcedStates.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ":3: not a forced state: 2 fields instead of 7");
    Files.writeString(file, "");
    assertThatThrownBy(() -> ForcedStates.open(folder)).hasMessageStartingWith(file + ":1: ");
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThatThrownBy(() -> ForcedStates.open(folder)).hasMessageContaining("UTF-8");
  }

  @Test
  void aFileThatWasCutOffAnywhereIsRefused() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.1"));
    force(Kind.DRAIN, subject(null, "192.0.2.2"));
    Path file = folder.resolve("forced");
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThatThrownBy(() -> ForcedStates.open(folder))
          .as("%d octets", length)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ":");
    }
  }

  @Test
  void aFileOfBeforeItsLinesWereCountedIsRead() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.1"));
    Path file = folder.resolve("forced");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("states 2\n", "states 1\n").replace("end 1\n", ""));
    assertThat(ForcedStates.open(folder).entries()).isEqualTo(states.entries()).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenIsNotInForce() throws IOException {
    force(Kind.DRAIN, subject(null, "192.0.2.1"));
    // A folder in place of the file that is written first: no right to write is not enough for
    // root.
    Files.createDirectory(folder.resolve("forced.new"));
    assertThatThrownBy(() -> force(Kind.DOWN, subject(null, "192.0.2.2")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> release(subject(null, "192.0.2.1"))).isInstanceOf(IOException.class);
    assertThat(effective("192.0.2.2")).isEqualTo("auto");
    assertThat(effective("192.0.2.1")).isEqualTo("DRAIN");
    Files.delete(folder.resolve("forced.new"));
    force(Kind.DOWN, subject(null, "192.0.2.2"));
    assertThat(effective("192.0.2.2")).isEqualTo("DOWN");
  }

  @Test
  void whatIsNeitherAddressNorPatternIsRefused() {
    assertThatThrownBy(() -> subject(null, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subject(null, "192.0.2")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> subject(null, "host")).isInstanceOf(IllegalArgumentException.class);
    assertThat(subject(WWW, "192.0.2.1")).hasToString("www.example.com./192.0.2.1");
  }
}
