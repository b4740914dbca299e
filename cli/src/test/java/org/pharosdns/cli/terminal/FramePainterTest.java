package org.pharosdns.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FramePainterTest {
  private final FramePainter painter = new FramePainter();

  @Test
  void theFirstPictureIsDrawnWholeAndTheNextOnlyWhereItDiffers() {
    assertThat(painter.paint(List.of("a", "b")))
        .isEqualTo("\033[?2026h\033[2J\033[1;1Ha\033[K\033[2;1Hb\033[K\033[?2026l");
    assertThat(painter.paint(List.of("a", "c")))
        .isEqualTo("\033[?2026h\033[2;1Hc\033[K\033[?2026l");
    assertThat(painter.paint(List.of("a", "c"))).isEmpty();
  }

  @Test
  void aShorterPictureLeavesNothingBelow() {
    painter.paint(List.of("a", "b"));
    assertThat(painter.paint(List.of("a"))).isEqualTo("\033[?2026h\033[2;1H\033[J\033[?2026l");
  }

  @Test
  void afterAChangeOfTheWindowAllIsDrawnAgain() {
    painter.paint(List.of("a"));
    painter.forget();
    assertThat(painter.paint(List.of("a"))).contains("\033[2J\033[1;1Ha");
  }

  @Test
  void theSizeIsWhatTheTerminalSays() {
    assertThat(WindowSize.parse("50 132")).isEqualTo(new WindowSize(50, 132));
    assertThat(WindowSize.parse("0 0")).isEqualTo(WindowSize.USUAL);
    assertThat(WindowSize.parse("stty: not a terminal")).isEqualTo(WindowSize.USUAL);
  }
}
