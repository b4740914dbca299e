package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.cli.Table.Cell;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirContent() {
    var table = new Table("A", ">NUMBER", "LAST");
    table.add(Cell.of("long text"), Cell.of(7), Cell.of("x"));
    table.add(Cell.of("ü"), Cell.of(null), Cell.of(""));
    assertThat(table.lines(false))
        .containsExactly("A          NUMBER  LAST", "long text       7  x", "ü               -");
  }

  @Test
  void coloursDoNotCountAsWidth() {
    var table = new Table("A", "B");
    table.add(new Cell("up", Tint.GOOD), Cell.of("x"));
    table.add(Cell.of("down"), Cell.of("y"));
    assertThat(table.lines(true))
        .containsExactly(
            "\033[1mA\033[0m     \033[1mB\033[0m", "\033[32mup\033[0m    x", "down  y");
  }
}
