package org.pharosdns.cli.change;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/// A disk to some of whose calls, which are counted from 0, something happens.
final class FaultyDisk extends Disk {
  private final IntPredicate failing;
  private final int deadly;
  private int calls;

  /// @param failing the calls that it does not take
  /// @param deadly the call at which the process ends; negative for none
  FaultyDisk(IntPredicate failing, int deadly) {
    this.failing = failing;
    this.deadly = deadly;
  }

  static FaultyDisk killedAt(int call) {
    return new FaultyDisk(any -> false, call);
  }

  /// The end of the process.
  static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1;
  }

  /// Returns how many calls there were.
  int calls() {
    return calls;
  }

  private void call() throws IOException {
    var call = calls++;
    if (call == deadly) {
      throw new Killed();
    }
    if (failing.test(call)) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  void write(Path file, byte[] octets, Path like) throws IOException {
    call();
    super.write(file, octets, like);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    call();
    super.rename(from, to);
  }

  @Override
  void delete(Path file) throws IOException {
    call();
    super.delete(file);
  }

  @Override
  void syncFolder(Path file) throws IOException {
    call();
    super.syncFolder(file);
  }

  @Override
  void append(Path file, String line) throws IOException {
    call();
    super.append(file, line);
  }
}
