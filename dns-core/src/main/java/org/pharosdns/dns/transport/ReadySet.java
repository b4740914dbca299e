package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Descriptors, and which of them have something to read: an epoll instance of Linux (epoll(7)) and
/// what it found last. Owned by one thread.
///
/// A descriptor that was closed may have a namesake by the time its turn comes, so whoever reads
/// must be content to find nothing.
final class ReadySet {
  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int MOST_FOUND = 256;

  /// `struct epoll_event` has no gap between its members on x86-64, unlike elsewhere.
  private static final int DATA = Syscalls.IS_ARM ? 8 : 4;

  private static final int EVENT_OCTETS = DATA + Long.BYTES;

  private final Syscalls calls;
  private final int epoll;
  private final MemorySegment event;
  private final MemorySegment found;

  ReadySet(Syscalls calls, Arena arena) throws IOException {
    this.calls = calls;
    event = arena.allocate(EVENT_OCTETS, Long.BYTES);
    found = arena.allocate((long) MOST_FOUND * EVENT_OCTETS, Long.BYTES);
    epoll = Errno.check(calls.epollCreate1(EPOLL_CLOEXEC));
  }

  /// The descriptor of the set itself, which is readable when one of the others is.
  int fd() {
    return epoll;
  }

  /// Takes in a descriptor, and returns 0 or −errno.
  int add(int fd) {
    event.set(JAVA_INT, 0, EPOLLIN);
    event.set(JAVA_INT, DATA, fd);
    return calls.epollCtl(epoll, EPOLL_CTL_ADD, fd, event.address());
  }

  /// Gives back a descriptor that stays open; one that is closed is not in the set any more.
  void remove(int fd) {
    calls.epollCtl(epoll, EPOLL_CTL_DEL, fd, event.address());
  }

  /// Looks which are ready, without waiting, and returns how many it found: some of them, if there
  /// are many, and 0 or less if there are none.
  int find() {
    return calls.epollWait(epoll, found.address(), MOST_FOUND, 0);
  }

  /// Returns the `i`th that was found.
  int found(int i) {
    return found.get(JAVA_INT, (long) i * EVENT_OCTETS + DATA);
  }

  void close() {
    calls.close(epoll);
  }
}
