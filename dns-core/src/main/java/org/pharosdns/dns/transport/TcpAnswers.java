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
  /// Answers are handed to the channel when they are so many octets together.
  private static final int CHUNK_OCTETS = 16 << 10;

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
      asked.release();
      asked = channel.alloc().heapBuffer(Unread.LENGTH_OCTETS + length);
      oldestNanos = nowNanos;
    }
    var question = asked.writerIndex();
    var answer = ask(length, nowNanos);
    if (answer > 0 && !hasRoom(Unread.LENGTH_OCTETS + answer) && !isTooOld()) {
      hand();
      asked.readerIndex(question);
      oldestNanos = nowNanos;
    }
    append(answer);
    return answer;
  }

  /// Has the message in {@link Worker#in} answered into {@link Worker#out}, and keeps it if it is.
  private int ask(int length, long nowNanos) {
    var question = asked.writerIndex();
    asked.writeShort(length).writeBytes(worker.in, 0, length);
    var answer = worker.answer(length, client, nowNanos, worker.out.length);
    if (answer == 0) {
      asked.writerIndex(question);
    }
    return answer;
  }

  private boolean hasRoom(int octets) {
    return !answers.isReadable() || answers.readableBytes() + octets <= CHUNK_OCTETS;
  }

  /// Whether there are answers that must not be sent any more.
  private boolean isTooOld() {
    return answers.isReadable() && Worker.stoodStillSince(oldestNanos);
  }

  private void append(int answer) {
    if (answer > 0) {
      if (!answers.isReadable()) {
        answers.release();
        answers = Unpooled.EMPTY_BUFFER;
        answers = channel.alloc().buffer(Unread.LENGTH_OCTETS + answer);
      }
      answers.writeShort(answer).writeBytes(worker.out, 0, answer);
    }
  }

  /// Sends all of them, and what waits in the channel.
  void send() {
    for (var tries = 0; tries < Worker.MOST_TRIES && isTooOld(); tries++) {
      answerAnew();
    }
    hand();
    asked.release();
    asked = Unpooled.EMPTY_BUFFER;
    channel.flush();
  }

  private void hand() {
    var ready = answers;
    answers = Unpooled.EMPTY_BUFFER;
    if (ready.isReadable()) {
      var _ = channel.writeAndFlush(fitting(ready), channel.voidPromise());
    } else {
      ready.release();
    }
  }

  /// Returns the answers in a buffer that they fill: what a client does not take is counted by its
  /// octets, and shall hold no more.
  private ByteBuf fitting(ByteBuf ready) {
    var octets = ready.readableBytes();
    if (ready.capacity() == octets) {
      return ready;
    }
    var fitting = channel.alloc().buffer(octets).writeBytes(ready);
    ready.release();
    return fitting;
  }

  private void answerAnew() {
    oldestNanos = System.nanoTime();
    answers.clear();
    var again = asked;
    asked = channel.alloc().heapBuffer(again.readableBytes());
    while (again.isReadable()) {
      var length = again.readUnsignedShort();
      again.readBytes(worker.in, 0, length);
      append(ask(length, oldestNanos));
    }
    again.release();
  }

  /// Gives all memory back.
  void release() {
    asked.release();
    asked = Unpooled.EMPTY_BUFFER;
    answers.release();
    answers = Unpooled.EMPTY_BUFFER;
  }
}
