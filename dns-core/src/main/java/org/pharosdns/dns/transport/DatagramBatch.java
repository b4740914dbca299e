package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.pharosdns.dns.query.Client;

/// The datagrams that one system call receives, and the answers that another sends: two arrays of
/// C's `struct mmsghdr` and the memory that they point to, laid out once.
///
/// ```
/// received[i] ─► name[i], control[i], in[i]
///                  ▲        ▲
/// answers[k] ──────┴────────┴──────── out[k]     (k ≤ i: some messages get no answer)
/// ```
///
/// An answer borrows the sender's address, and on a wildcard socket the address that was asked,
/// from the message it answers. Owned by one thread.
final class DatagramBatch {
  private static final int SIZE = UdpTransport.BATCH;
  private static final int DATAGRAM_OCTETS = UdpTransport.DATAGRAM_OCTETS;

  private static final int HEADER = 64;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTORS = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int LENGTH = 56;

  private static final int NAME_OCTETS = 32;
  private static final int CONTROL_OCTETS = 64;
  private static final int VECTOR_OCTETS = 16;
  private static final int PACKET_INFO = 16;
  private static final int IPV6_INTERFACE = PACKET_INFO + 16;

  /// Not a multiple of 4096, which would send the beginnings of all buffers to the same few lines
  /// of the first-level cache.
  private static final int BUFFER_STRIDE = DATAGRAM_OCTETS + 64;

  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private final MemorySegment received;
  private final MemorySegment answers;
  private final MemorySegment answerVectors;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment in;
  private final MemorySegment out;
  private final MemorySegment scratch;
  private final byte[] address = new byte[16];
  private int count;
  private int answerCount;

  DatagramBatch(Arena arena) {
    received = arena.allocate((long) SIZE * HEADER, HEADER);
    answers = arena.allocate((long) SIZE * HEADER, HEADER);
    var receivedVectors = arena.allocate((long) SIZE * VECTOR_OCTETS, HEADER);
    answerVectors = arena.allocate((long) SIZE * VECTOR_OCTETS, HEADER);
    names = arena.allocate((long) SIZE * NAME_OCTETS, HEADER);
    controls = arena.allocate((long) SIZE * CONTROL_OCTETS, HEADER);
    in = arena.allocate((long) SIZE * BUFFER_STRIDE, HEADER);
    out = arena.allocate((long) SIZE * BUFFER_STRIDE, HEADER);
    scratch = arena.allocate(Long.BYTES, Long.BYTES);
    for (var i = 0; i < SIZE; i++) {
      link(received, receivedVectors, in, i);
      link(answers, answerVectors, out, i);
      received.set(JAVA_LONG, (long) i * HEADER, names.address() + (long) i * NAME_OCTETS);
      received.set(
          JAVA_LONG, (long) i * HEADER + CONTROL, controls.address() + (long) i * CONTROL_OCTETS);
    }
    count = SIZE;
  }

  private static void link(
      MemorySegment headers, MemorySegment vectors, MemorySegment buffers, int i) {
    var vector = (long) i * VECTOR_OCTETS;
    vectors.set(JAVA_LONG, vector, buffers.address() + (long) i * BUFFER_STRIDE);
    vectors.set(JAVA_LONG, vector + 8, DATAGRAM_OCTETS);
    headers.set(JAVA_LONG, (long) i * HEADER + VECTOR, vectors.address() + vector);
    headers.set(JAVA_LONG, (long) i * HEADER + VECTORS, 1);
  }

  /// Receives what is there, at most {@link UdpTransport#BATCH} datagrams, and forgets the answers
  /// before.
  ///
  /// @return how many, or −errno
  int receive(Syscalls calls, int fd, int flags) {
    for (var i = 0; i < count; i++) {
      received.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, NAME_OCTETS);
      received.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, CONTROL_OCTETS);
    }
    answerCount = 0;
    var result = calls.recvmmsg(fd, received.address(), SIZE, flags);
    count = Math.max(0, result);
    return result;
  }

  /// Copies datagram `i` to the beginning of `to` and returns its length.
  int message(int i, byte[] to) {
    var length = Math.min(received.get(JAVA_INT, (long) i * HEADER + LENGTH), DATAGRAM_OCTETS);
    MemorySegment.copy(in, JAVA_BYTE, (long) i * BUFFER_STRIDE, to, 0, length);
    return length;
  }

  /// Tells `client` who sent datagram `i`.
  ///
  /// @return the sender's port; to port 0 nothing can be sent
  int sender(int i, boolean ipv6, Client client) {
    var name = (long) i * NAME_OCTETS;
    var octets = ipv6 ? 16 : 4;
    MemorySegment.copy(names, JAVA_BYTE, name + (ipv6 ? 8 : 4), address, 0, octets);
    client.address(address, 0, octets);
    var port = Short.toUnsignedInt(names.get(PORT, name + 2));
    client.port(port);
    return port;
  }

  /// Answers datagram `i` with the first `length` octets of `answer`.
  void answer(int i, boolean ipv6, byte[] answer, int length) {
    var k = answerCount++;
    MemorySegment.copy(answer, 0, out, JAVA_BYTE, (long) k * BUFFER_STRIDE, length);
    answerVectors.set(JAVA_LONG, (long) k * VECTOR_OCTETS + 8, length);
    var from = (long) i * HEADER;
    var to = (long) k * HEADER;
    answers.set(JAVA_LONG, to, received.get(JAVA_LONG, from));
    answers.set(JAVA_INT, to + NAME_LENGTH, received.get(JAVA_INT, from + NAME_LENGTH));
    var controlLength = received.get(JAVA_LONG, from + CONTROL_LENGTH);
    answers.set(JAVA_LONG, to + CONTROL, received.get(JAVA_LONG, from + CONTROL));
    answers.set(JAVA_LONG, to + CONTROL_LENGTH, controlLength);
    if (controlLength > 0) {
      // The way back may lead through another interface: only the address is kept.
      var control = (long) i * CONTROL_OCTETS;
      controls.set(JAVA_INT, control + (ipv6 ? IPV6_INTERFACE : PACKET_INFO), 0);
    }
  }

  /// Forgets all answers, so that the datagrams can be answered anew.
  void takeBack() {
    answerCount = 0;
  }

  /// The address of eight octets that may be overwritten.
  long scratch() {
    return scratch.address();
  }

  /// Returns where datagram `i` came from, for an answer by {@link #late}.
  DatagramOrigin origin(int i, boolean ipv6) {
    var header = (long) i * HEADER;
    var name = copy(names, (long) i * NAME_OCTETS, received.get(JAVA_INT, header + NAME_LENGTH));
    var controlLength = (int) received.get(JAVA_LONG, header + CONTROL_LENGTH);
    var control = copy(controls, (long) i * CONTROL_OCTETS, controlLength);
    if (controlLength > 0) {
      var from = ipv6 ? IPV6_INTERFACE : PACKET_INFO;
      Arrays.fill(control, from, from + Integer.BYTES, (byte) 0);
    }
    return new DatagramOrigin(name, control);
  }

  private static byte[] copy(MemorySegment from, long offset, int octets) {
    return from.asSlice(offset, octets).toArray(JAVA_BYTE);
  }

  /// Makes `answer` the only answer there is, to a datagram of an earlier batch. Not while a batch
  /// is being answered.
  void late(DatagramOrigin to, byte[] answer) {
    answerCount = 1;
    MemorySegment.copy(answer, 0, out, JAVA_BYTE, 0, answer.length);
    MemorySegment.copy(to.name(), 0, names, JAVA_BYTE, 0, to.name().length);
    MemorySegment.copy(to.control(), 0, controls, JAVA_BYTE, 0, to.control().length);
    answerVectors.set(JAVA_LONG, 8, answer.length);
    answers.set(JAVA_LONG, 0, names.address());
    answers.set(JAVA_INT, NAME_LENGTH, to.name().length);
    answers.set(JAVA_LONG, CONTROL, controls.address());
    answers.set(JAVA_LONG, CONTROL_LENGTH, to.control().length);
  }

  /// Returns how many answers wait to be sent.
  int answers() {
    return answerCount;
  }

  /// Sends the answers from the `done`th on.
  ///
  /// @return how many were sent, or −errno of the first
  int send(Syscalls calls, int fd, int done) {
    return calls.sendmmsg(fd, answers.address() + (long) done * HEADER, answerCount - done, 0);
  }
}
