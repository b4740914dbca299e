package org.pharosdns.cli.systemd;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.pharosdns.cli.libc.CFunction;

/// Sends datagrams to a UNIX socket (unix(7)): the JDK has only stream sockets of
/// that family.
final class UnixDatagram {
  private static final CFunction SOCKET = new CFunction("socket");
  private static final CFunction CONNECT = new CFunction("connect");
  private static final CFunction SEND = new CFunction("send");
  private static final CFunction CLOSE = new CFunction("close");

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int FAMILY_OCTETS = 2;
  private static final int MOST_PATH_OCTETS = 107;

  private UnixDatagram() {}

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
      var fd = SOCKET.call(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, 0);
      try {
        var address = arena.allocate(FAMILY_OCTETS + MOST_PATH_OCTETS + 1L, Long.BYTES);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY_OCTETS, name.length);
        // A path ends with a NUL octet, an abstract name with the last octet counted.
        var octets = FAMILY_OCTETS + name.length + (name[0] == 0 ? 0 : 1);
        CONNECT.call(fd, address.address(), octets, 0);
        var text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
        SEND.call(fd, text.address(), message.length, MSG_DONTWAIT | MSG_NOSIGNAL);
      } finally {
        CLOSE.call(fd, 0, 0, 0);
      }
    }
  }
}
