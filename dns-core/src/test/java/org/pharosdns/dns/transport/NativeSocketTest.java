package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class NativeSocketTest {
  private static final int IPPROTO_IP = 0;
  private static final int IP_MTU_DISCOVER = 10;

  /// How a socket treats the MTU of a path (ip(7)): 3 sets DF, 5 does not; neither believes what
  /// ICMP says.
  @ParameterizedTest
  @CsvSource({"512, 3", "1231, 3", "1232, 3", "1233, 5", "4096, 5"})
  void answersThatFitIntoEveryPacketAreNotToBeFragmented(int payload, int expected)
      throws Throwable {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var arena = Arena.ofConfined()) {
      var socket = NativeSocket.open(address, payload, true);
      try {
        assertThat(option(arena, socket.fd())).isEqualTo(expected);
      } finally {
        new Syscalls(arena).close(socket.fd());
      }
    }
  }

  @SuppressWarnings("restricted")
  private static int option(Arena arena, int fd) throws Throwable {
    var linker = Linker.nativeLinker();
    var getsockopt =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("getsockopt"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    var value = arena.allocate(JAVA_INT);
    var length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
    var result = (int) getsockopt.invokeExact(fd, IPPROTO_IP, IP_MTU_DISCOVER, value, length);
    assertThat(result).isZero();
    return value.get(JAVA_INT, 0);
  }
}
