package org.pharosdns.cli.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.invoke.MethodHandle;

/// A function of the C library that takes integers and addresses and returns an `int`, negative
/// when it failed.
public final class CFunction {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));

  /// The shape that all calls of this process have, so that the JDK generates code for it once.
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private final String name;
  private final MethodHandle handle;

  /// @throws java.util.NoSuchElementException when the C library has no such function
  @SuppressWarnings("restricted") // The user grants it with --enable-native-access.
  public CFunction(String name) {
    this.name = name;
    var linker = Linker.nativeLinker();
    handle = linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SHAPE, ERRNO);
  }

  /// Calls the function, with zeros for arguments it does not have.
  ///
  /// @throws IOException when it returns something negative
  public int call(long a, long b, long c, long d) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(Linker.Option.captureStateLayout());
      var returned = (int) handle.invokeExact(state, a, b, c, d, 0L);
      if (returned < 0) {
        throw new IOException(name + " failed with errno " + state.get(JAVA_INT, ERRNO_OFFSET));
      }
      return returned;
    } catch (IOException e) {
      throw e;
    } catch (Throwable bug) {
      throw new AssertionError("a handle only throws when it is called with the wrong types", bug);
    }
  }
}
