package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.pharosdns.dns.query.Client;

/// The answers of one TCP connection that have not been sent yet, each behind its length, and what
/// was asked: when the process stood still before they could be sent, they are made anew.
///
/// Owned by one event loop; to be released once.
final class TcpAnswers {
  private static final int CHUNK_OCTETS = 16 << 10;

  /// With less room than for a usual answer a chunk is full.
  private static final int LEAST_ROOM_OCTETS = 1 << 10;

  private final Channel channel;
  private final Worker worker;
  private final Client client;
  private ByteBuf asked = Unpooled.EMPTY_BUFFER;
  private ByteBuf answers = Unpooled.EMPTY_BUFFER;
  private long oldestNanos;

  TcpAnswers(Channel channel, Worker worker, Client client) {
    this.channel = channel;
    this.worker = worker;
    this.client = client;
  }

  /// Answers the message of `length` octets in {@link Worker#in}.
  ///
  /// @return the length of the answer, 0 for none
  int answer(int length, long nowNanos) {
    if (!asked.isReadable()) {
      release();
      asked = channel.alloc().heapBuffer(Unread.LENGTH_OCTETS + length);
      answers = channel.alloc().buffer(CHUNK_OCTETS);
      oldestNanos = nowNanos;
    }
    var before = asked.writerIndex();
    asked.writeShort(length).writeBytes(worker.in, 0, length);
    var answer = add(length, nowNanos);
    if (answer == 0) {
      asked.writerIndex(before);
    }
    if (answers.writableBytes() < LEAST_ROOM_OCTETS) {
      send();
    }
    return answer;
  }

  private int add(int length, long nowNanos) {
    var answer = worker.answer(length, client, nowNanos, worker.out.length);
    if (answer > 0) {
      answers.writeShort(answer).writeBytes(worker.out, 0, answer);
    }
    return answer;
  }

  /// Sends all of them, and what waits in the channel.
  void send() {
    for (var tries = 0;
        tries < Worker.MOST_TRIES && asked.isReadable() && Worker.stoodStillSince(oldestNanos);
        tries++) {
      answerAnew();
    }
    var ready = answers;
    answers = Unpooled.EMPTY_BUFFER;
    release();
    if (ready.isReadable()) {
      var _ = channel.write(ready, channel.voidPromise());
    } else {
      ready.release();
    }
    channel.flush();
  }

  private void answerAnew() {
    oldestNanos = System.nanoTime();
    answers.clear();
    var again = asked.duplicate();
    while (again.isReadable()) {
      var length = again.readUnsignedShort();
      again.readBytes(worker.in, 0, length);
      add(length, oldestNanos);
    }
  }

  /// Gives all memory back.
  void release() {
    asked.release();
    asked = Unpooled.EMPTY_BUFFER;
    answers.release();
    answers = Unpooled.EMPTY_BUFFER;
  }
}
