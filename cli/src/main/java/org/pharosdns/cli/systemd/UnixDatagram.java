package org.pharosdns.cli.systemd;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Sends datagrams to a UNIX socket (unix(7)) by the C library: the JDK has only stream sockets of
/// that family. For Linux on 64-bit machines.
final class UnixDatagram {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));

  /// The shape that all calls of this process have, so that the JDK generates code for it once.
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle SOCKET = function("socket");
  private static final MethodHandle CONNECT = function("connect");
  private static final MethodHandle SEND = function("send");
  private static final MethodHandle CLOSE = function("close");

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_OCTETS = 2;
  private static final int MOST_PATH_OCTETS = 107;

  private UnixDatagram() {}

  @SuppressWarnings("restricted") // The user grants it with --enable-native-access.
  private static MethodHandle function(String name) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SHAPE, ERRNO);
  }

  /// Sends `message` to the socket `path`; a path that starts with `@` is a name in the abstract
  /// namespace. Does not wait.
  ///
  /// @throws IOException when the system refuses
  static void send(String path, byte[] message) throws IOException {
    var name = path.getBytes(UTF_8);
    if (name.length == 0 || name.length > MOST_PATH_OCTETS) {
      throw new IOException("a socket name of " + name.length + " octets");
    }
    if (name[0] == '@') {
      name[0] = 0;
    }
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(Linker.Option.captureStateLayout());
      var fd = call(state, "socket", SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, 0);
      try {
        var address = arena.allocate(FAMILY_OCTETS + MOST_PATH_OCTETS + 1L, Long.BYTES);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY_OCTETS, name.length);
        // A path ends with a NUL octet, an abstract name with the last octet counted.
        var octets = FAMILY_OCTETS + name.length + (name[0] == 0 ? 0 : 1);
        call(state, "connect", CONNECT, fd, address.address(), octets, 0);
        var text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
        call(state, "send", SEND, fd, text.address(), message.length, MSG_DONTWAIT | MSG_NOSIGNAL);
      } finally {
        call(state, "close", CLOSE, fd, 0, 0, 0);
      }
    }
  }

  private static int call(
      MemorySegment state, String name, MethodHandle function, long a, long b, long c, long d)
      throws IOException {
    int returned;
    try {
      returned = (int) function.invokeExact(state, a, b, c, d, 0L);
    } catch (Throwable bug) {
      throw new AssertionError("a handle only throws when it is called with the wrong types", bug);
    }
    if (returned < 0) {
      throw new IOException(name + " failed with errno " + state.get(JAVA_INT, ERRNO_OFFSET));
    }
    return returned;
  }
}
