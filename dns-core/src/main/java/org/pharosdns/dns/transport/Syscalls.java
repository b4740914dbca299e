package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's socket calls, for Linux on 64-bit machines, by the Foreign Function & Memory
/// API.
///
/// Each returns what C returns, or −errno ({@link Errno}). Pointers are plain addresses, so that a
/// call creates no object. One instance per thread: it holds the thread's errno.
final class Syscalls {
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(PathElement.groupElement("errno"));

  /// All calls have this one shape, because the JDK generates code for each shape that it meets,
  /// and
  /// that takes longer than all else at start. The calling conventions of both machines allow it:
  /// the arguments stand in registers, whose upper half is of no meaning for an `int`, and
  /// a function does not look at registers that it has no parameters for.
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle SOCKET = function("socket");
  private static final MethodHandle BIND = function("bind");
  private static final MethodHandle SETSOCKOPT = function("setsockopt");
  private static final MethodHandle RECVMMSG = function("recvmmsg");
  private static final MethodHandle SENDMMSG = function("sendmmsg");
  private static final MethodHandle POLL = function("poll");
  private static final MethodHandle CLOSE = function("close");
  private static final MethodHandle LISTEN = function("listen");
  private static final MethodHandle GETSOCKNAME = function("getsockname");
  private static final MethodHandle ACCEPT4 = function("accept4");
  private static final MethodHandle RECV = function("recv");
  private static final MethodHandle EPOLL_CREATE1 = function("epoll_create1");
  private static final MethodHandle EPOLL_CTL = function("epoll_ctl");
  private static final MethodHandle EPOLL_WAIT = function("epoll_wait");
  private static final MethodHandle EVENTFD = function("eventfd");
  private static final MethodHandle EVENTFD_WRITE = function("eventfd_write");
  private static final MethodHandle EVENTFD_READ = function("eventfd_read");
  private static final MethodHandle SETPRIORITY = function("setpriority");
  private static final MethodHandle SYSCALL = function("syscall");
  private static final int PRIO_PROCESS = 0;

  /// The calling thread.
  static final int CALLER = 0;

  /// On which of the two machines this is.
  static final boolean IS_ARM = System.getProperty("os.arch", "").equals("aarch64");

  /// Calls for which the C library has no function, or not everywhere.
  private static final int GETPRIORITY = IS_ARM ? 141 : 140;
  private static final int SCHED_SETATTR = IS_ARM ? 274 : 314;

  /// The system's getpriority returns this minus the nice value, so that it is positive.
  private static final int NICE_OFFSET = 20;

  /// `struct sched_attr` as of its first version.
  private static final int SCHED_ATTR_OCTETS = 48;

  private static final int SCHED_ATTR_NICE = 16;
  private static final int SCHED_ATTR_RUNTIME = 24;

  private final MemorySegment state;
  private final MemorySegment option;

  Syscalls(Arena arena) {
    state = arena.allocate(Linker.Option.captureStateLayout());
    option = arena.allocate(JAVA_INT);
  }

  @SuppressWarnings("restricted") // The user grants it with --enable-native-access.
  private static MethodHandle function(String name) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), SHAPE, ERRNO);
  }

  /// Sets the nice value of a thread, of which Linux gives each one of its own.
  ///
  /// @param thread the system's number, {@link #CALLER} for the calling one
  /// @param nice 0 is usual, with more the others come first
  static int setNice(int thread, int nice) {
    try (var arena = Arena.ofConfined()) {
      return new Syscalls(arena).call(SETPRIORITY, PRIO_PROCESS, thread, nice, 0, 0);
    }
  }

  /// Asks for short turns of the processor for the calling thread, which come the sooner for it
  /// (sched_setattr(2); Linux 6.12 and later, those before take no notice).
  ///
  /// @param nanos of one turn, from 0.1 to 100 ms
  static int setTurn(long nanos) {
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var attributes = arena.allocate(SCHED_ATTR_OCTETS, Long.BYTES);
      attributes.set(JAVA_INT, 0, SCHED_ATTR_OCTETS);
      // The call sets the nice value too, which shall stay as it is.
      var nice = NICE_OFFSET - calls.call(SYSCALL, GETPRIORITY, PRIO_PROCESS, CALLER, 0, 0);
      attributes.set(JAVA_INT, SCHED_ATTR_NICE, nice);
      attributes.set(JAVA_LONG, SCHED_ATTR_RUNTIME, nanos);
      return calls.call(SYSCALL, SCHED_SETATTR, CALLER, attributes.address(), 0, 0);
    }
  }

  int socket(int domain, int type, int protocol) {
    return call(SOCKET, domain, type, protocol, 0, 0);
  }

  int bind(int fd, long address, int length) {
    return call(BIND, fd, address, length, 0, 0);
  }

  int setsockopt(int fd, int level, int option, long value, int length) {
    return call(SETSOCKOPT, fd, level, option, value, length);
  }

  /// Sets an option that is a number.
  int setsockopt(int fd, int level, int name, int value) {
    option.set(JAVA_INT, 0, value);
    return setsockopt(fd, level, name, option.address(), Integer.BYTES);
  }

  int listen(int fd, int backlog) {
    return call(LISTEN, fd, backlog, 0, 0, 0);
  }

  /// @param length where the room at `address` stands, and then how much of it was taken
  int getsockname(int fd, long address, long length) {
    return call(GETSOCKNAME, fd, address, length, 0, 0);
  }

  /// @param length as with {@link #getsockname}
  int accept4(int fd, long address, long length, int flags) {
    return call(ACCEPT4, fd, address, length, flags, 0);
  }

  int recv(int fd, long octets, int room, int flags) {
    return call(RECV, fd, octets, room, flags, 0);
  }

  int epollCreate1(int flags) {
    return call(EPOLL_CREATE1, flags, 0, 0, 0, 0);
  }

  int epollCtl(int epoll, int operation, int fd, long event) {
    return call(EPOLL_CTL, epoll, operation, fd, event, 0);
  }

  int epollWait(int epoll, long events, int most, int timeoutMillis) {
    return call(EPOLL_WAIT, epoll, events, most, timeoutMillis, 0);
  }

  int recvmmsg(int fd, long messages, int count, int flags) {
    return call(RECVMMSG, fd, messages, count, flags, 0);
  }

  int sendmmsg(int fd, long messages, int count, int flags) {
    return call(SENDMMSG, fd, messages, count, flags, 0);
  }

  /// @param timeoutMillis negative: without end
  int poll(long descriptors, long count, int timeoutMillis) {
    return call(POLL, descriptors, count, timeoutMillis, 0, 0);
  }

  int close(int fd) {
    return call(CLOSE, fd, 0, 0, 0, 0);
  }

  int eventfd(int initial, int flags) {
    return call(EVENTFD, initial, flags, 0, 0, 0);
  }

  int eventfdWrite(int fd, long value) {
    return call(EVENTFD_WRITE, fd, value, 0, 0, 0);
  }

  /// @param value where the 64 bits read are put
  int eventfdRead(int fd, long value) {
    return call(EVENTFD_READ, fd, value, 0, 0, 0);
  }

  private int call(MethodHandle function, long a, long b, long c, long d, long e) {
    int returned;
    try {
      returned = (int) function.invokeExact(state, a, b, c, d, e);
    } catch (Throwable bug) {
      throw new AssertionError("a handle only throws when it is called with the wrong types", bug);
    }
    return returned < 0 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
  }
}
