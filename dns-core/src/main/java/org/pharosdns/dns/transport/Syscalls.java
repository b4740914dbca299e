package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's socket calls, for Linux on 64-bit machines, by the Foreign Function & Memory
/// API.
///
/// Each returns what C returns, or −errno ({@link Errno}). Pointers are plain addresses, so that a
/// call creates no object. One instance per thread: it holds the thread's errno.
final class Syscalls {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_FIELD =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle POLL = call("poll", JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_WRITE = call("eventfd_write", JAVA_INT, JAVA_LONG);

  private static final MethodHandle EVENTFD_READ = call("eventfd_read", JAVA_INT, JAVA_LONG);

  private final MemorySegment state;

  Syscalls(Arena arena) {
    state = arena.allocate(Linker.Option.captureStateLayout());
  }

  @SuppressWarnings("restricted") // The user grants it with --enable-native-access.
  private static MethodHandle call(String name, MemoryLayout... arguments) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        ERRNO);
  }

  int socket(int domain, int type, int protocol) {
    try {
      return result((int) SOCKET.invokeExact(state, domain, type, protocol));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int bind(int fd, long address, int length) {
    try {
      return result((int) BIND.invokeExact(state, fd, address, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int setsockopt(int fd, int level, int option, long value, int length) {
    try {
      return result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int recvmmsg(int fd, long messages, int count, int flags) {
    try {
      return result((int) RECVMMSG.invokeExact(state, fd, messages, count, flags, 0L));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int sendmmsg(int fd, long messages, int count, int flags) {
    try {
      return result((int) SENDMMSG.invokeExact(state, fd, messages, count, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// @param timeoutMillis negative: without end
  int poll(long descriptors, long count, int timeoutMillis) {
    try {
      return result((int) POLL.invokeExact(state, descriptors, count, timeoutMillis));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int close(int fd) {
    try {
      return result((int) CLOSE.invokeExact(state, fd));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int eventfd(int initial, int flags) {
    try {
      return result((int) EVENTFD.invokeExact(state, initial, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int eventfdWrite(int fd, long value) {
    try {
      return result((int) EVENTFD_WRITE.invokeExact(state, fd, value));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// @param value where the 64 bits read are put
  int eventfdRead(int fd, long value) {
    try {
      return result((int) EVENTFD_READ.invokeExact(state, fd, value));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int result(int returned) {
    return returned < 0 ? -(int) ERRNO_FIELD.get(state, 0L) : returned;
  }

  /// A handle only throws when it is called with the wrong types.
  private static AssertionError unexpected(Throwable e) {
    return new AssertionError(e);
  }
}
