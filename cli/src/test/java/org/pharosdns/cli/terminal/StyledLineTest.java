package org.pharosdns.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.cli.Tint;

class StyledLineTest {
  private final StyledLine line = StyledLine.of(Tint.GOOD, "up").to(5).add("192.0.2.1");

  @Test
  void columnsAreKept() {
    assertThat(line.text(80, false)).isEqualTo("up   192.0.2.1");
    assertThat(line.width()).isEqualTo(14);
  }

  @Test
  void whatDoesNotFitIsCutWithAnEllipsisInTheLastColumn() {
    assertThat(line.text(14, false)).isEqualTo("up   192.0.2.1");
    assertThat(line.text(13, false)).isEqualTo("up   192.0.2…");
    assertThat(line.text(1, false)).isEqualTo("…");
    assertThat(line.text(0, false)).isEmpty();
  }

  @Test
  void coloursTakeNoColumns() {
    assertThat(line.text(14, true)).isEqualTo("\033[32mup\033[0m   192.0.2.1");
  }

  @Test
  void nothingFromOutsideReachesTheTerminalAsACommand() {
    assertThat(StyledLine.of(null, "a\033[2Jb\n").text(80, true)).isEqualTo("a [2Jb ");
  }
}
