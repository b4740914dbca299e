package org.pharosdns.cli.systemd;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The service manager's end of NOTIFY_SOCKET. One thread.
public final class NotifySocket implements AutoCloseable {
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final int MOST_OCTETS = 4096;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(MOST_OCTETS);
  private final MemorySegment descriptor = arena.allocate(8, 4);
  private final int fd;

  /// @param path of the socket file; with `@` in front a name in the abstract namespace
  public NotifySocket(String path) throws IOException {
    fd = call("socket", 1, 2, 0, 0);
    var name = path.getBytes(UTF_8);
    var address = arena.allocate(110, 8);
    address.set(JAVA_SHORT, 0, (short) 1);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
    if (name[0] == '@') {
      address.set(JAVA_BYTE, 2, (byte) 0);
    }
    call("bind", fd, address.address(), 2 + name.length + (name[0] == '@' ? 0 : 1), 0);
    descriptor.set(JAVA_INT, 0, fd);
    descriptor.set(JAVA_SHORT, 4, (short) 1);
  }

  /// Returns the next message, or an empty text when none has come after `millis`.
  public String receive(int millis) throws IOException {
    if (call("poll", descriptor.address(), 1, millis, 0) == 0) {
      return "";
    }
    var octets = call("recv", fd, buffer.address(), MOST_OCTETS, 0);
    return new String(buffer.asSlice(0, octets).toArray(JAVA_BYTE), UTF_8);
  }

  @SuppressWarnings("restricted")
  private static int call(String name, long a, long b, long c, long d) throws IOException {
    var linker = Linker.nativeLinker();
    MethodHandle function = linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SHAPE);
    int returned;
    try {
      returned = (int) function.invokeExact(a, b, c, d, 0L);
    } catch (Throwable bug) {
      throw new AssertionError(bug);
    }
    if (returned < 0) {
      throw new IOException(name + " failed");
    }
    return returned;
  }

  @Override
  public void close() throws IOException {
    call("close", fd, 0, 0, 0);
    arena.close();
  }
}
