package org.pharosdns.cli.fetch;

import java.io.PrintStream;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// A line on a terminal that says how many records have come; how many there are nobody knows.
public final class FetchProgress implements LongConsumer, AutoCloseable {
  private static final int REFRESH_MILLIS = 200;
  private static final int COLUMNS = 79;

  private final ProgressBar bar;

  /// @param terminal where it is drawn
  public FetchProgress(PrintStream terminal, String task) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" records", 1)
            .setInitialMax(-1)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
            .showSpeed()
            .build();
  }

  @Override
  public void accept(long records) {
    bar.stepTo(records);
  }

  @Override
  public void close() {
    bar.close();
  }
}
