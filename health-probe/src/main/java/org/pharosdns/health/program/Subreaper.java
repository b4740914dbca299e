package org.pharosdns.health.program;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process as the one that takes in orphans: those among its descendants become children of
/// it, and not of the first process of the system (prctl(2), PR_SET_CHILD_SUBREAPER). For Linux on
/// 64-bit machines, by the Foreign Function & Memory API.
final class Subreaper {
  private static final Logger LOG = LoggerFactory.getLogger(Subreaper.class);
  private static final long PR_SET_CHILD_SUBREAPER = 36;
  private static final long WNOHANG = 1;

  /// Both calls, with zeros for arguments that a call does not have. They are passed in registers,
  /// whose upper half is of no meaning for an `int`.
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /// This process becomes one when somebody asks for the first time, and stays it.
  private static final class Lazily {
    static final Optional<Subreaper> BECOME = become();
  }

  private final MethodHandle waitpid;
  private final Set<ProcessHandle> before;

  private Subreaper(MethodHandle waitpid, Set<ProcessHandle> before) {
    this.waitpid = waitpid;
    this.before = before;
  }

  /// Returns nothing where orphans cannot be taken in.
  static Optional<Subreaper> ofThisProcess() {
    return Lazily.BECOME;
  }

  private static Optional<Subreaper> become() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      LOG.warn("programs of checks are ended, but not the orphans that they leave behind");
      return Optional.empty();
    }
    if (call(function("prctl"), PR_SET_CHILD_SUBREAPER, 1, 0) != 0) {
      LOG.warn("the system does not let us end the orphans that programs of checks leave behind");
      return Optional.empty();
    }
    var before = ProcessHandle.current().children().collect(Collectors.toUnmodifiableSet());
    return Optional.of(new Subreaper(function("waitpid"), before));
  }

  @SuppressWarnings("restricted") // The user grants it with --enable-native-access.
  private static MethodHandle function(String name) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SHAPE);
  }

  private static int call(MethodHandle function, long a, long b, long c) {
    try {
      return (int) function.invokeExact(a, b, c, 0L, 0L);
    } catch (Throwable bug) {
      throw new AssertionError("a handle only throws when it is called with the wrong types", bug);
    }
  }

  /// Returns whether it is a child that this process had before it took in any: what a shell had
  /// started before it became this process.
  boolean hadBefore(ProcessHandle child) {
    return before.contains(child);
  }

  /// Takes the exit code of a child that has ended, so that nothing stays of it, and throws it
  /// away. Returns whether there is no such child any more.
  boolean reap(long pid) {
    return call(waitpid, pid, 0, WNOHANG) != 0;
  }
}
