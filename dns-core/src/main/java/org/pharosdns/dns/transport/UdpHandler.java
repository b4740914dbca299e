package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.ReplyPath;

/// Answers the datagrams of one Netty socket: a batch is read, answered and flushed as one. When
/// the process stood still before it was flushed, it is answered anew.
final class UdpHandler extends ChannelInboundHandlerAdapter {
  private static final long QUIET_MILLIS = 10;
  private static final int MOST_QUIET_CHECKS = 20;

  private final Worker worker;
  private final int payload;
  private final TransportCounters counters;
  private final Client client = new Client(Client.Transport.UDP, this::laterAnswer);
  private final AtomicInteger owed = new AtomicInteger();
  private @Nullable ChannelHandlerContext context;
  private @Nullable InetSocketAddress sender;
  private final List<DatagramPacket> batch = new ArrayList<>();
  private long batches;

  /// @param answer what to send to the sender of `query`
  private record Answered(DatagramPacket query, ByteBuf answer) {}

  /// @param payload the largest answer in octets
  UdpHandler(Worker worker, int payload, TransportCounters counters) {
    this.worker = worker;
    this.payload = payload;
    this.counters = counters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    batch.add((DatagramPacket) message);
  }

  private void answerBatch(ChannelHandlerContext ctx) {
    var now = System.nanoTime();
    var received = now;
    var answered = new ArrayList<Answered>(batch.size());
    try {
      answer(ctx, batch, now, answered);
      for (var tries = 0; tries < Worker.MOST_TRIES && Worker.stoodStillSince(now); tries++) {
        now = System.nanoTime();
        var again = answered.stream().map(Answered::query).toList();
        answered.forEach(each -> each.answer.release());
        answered.clear();
        answer(ctx, again, now, answered);
      }
    } finally {
      for (var each : answered) {
        ctx.write(new DatagramPacket(each.answer, each.query.sender()))
            .addListener(
                sent -> {
                  if (!sent.isSuccess()) {
                    counters.sendErrors.increment();
                  }
                });
      }
      ctx.flush();
      worker.times.count(System.nanoTime() - received, batch.size());
      batch.forEach(DatagramPacket::release);
      batch.clear();
    }
  }

  /// Adds to `answered` those of `queries` that have an answer now: some have none, or a later one.
  private void answer(
      ChannelHandlerContext ctx,
      List<DatagramPacket> queries,
      long nowNanos,
      List<Answered> answered) {
    for (var query : queries) {
      var answer = query.sender().getPort() == 0 ? 0 : answer(query, nowNanos);
      if (answer > 0) {
        var octets = ctx.alloc().directBuffer(answer).writeBytes(worker.out, 0, answer);
        answered.add(new Answered(query, octets));
      }
    }
  }

  private int answer(DatagramPacket query, long nowNanos) {
    var from = query.sender();
    sender = from;
    var content = query.content();
    var length = Math.min(content.readableBytes(), UdpTransport.DATAGRAM_OCTETS);
    content.getBytes(content.readerIndex(), worker.in, 0, length);
    var address = from.getAddress().getAddress();
    client.address(address, 0, address.length);
    client.port(from.getPort());
    return worker.answer(length, client, nowNanos, payload);
  }

  /// The way back for the message in hand.
  private @Nullable ReplyPath laterAnswer() {
    var ctx = context;
    var to = sender;
    if (ctx == null || to == null) {
      return null;
    }
    owed.incrementAndGet();
    return new UdpReplyPath(
        octets -> {
          var content = Unpooled.wrappedBuffer(octets);
          var _ = ctx.channel().writeAndFlush(new DatagramPacket(content, to));
        },
        owed::decrementAndGet);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    batches++;
    if (!batch.isEmpty()) {
      answerBatch(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    counters.receiveErrors.increment();
  }

  /// Closes the socket as soon as nothing more comes, or after 200 ms. On the event loop.
  void drain() {
    drain(batches, MOST_QUIET_CHECKS);
  }

  private void drain(long batchesBefore, int checksLeft) {
    var ctx = context;
    if (ctx == null) {
      return;
    }
    Channels.later(
        ctx.channel().eventLoop(),
        QUIET_MILLIS,
        () -> {
          if ((batches == batchesBefore && owed.get() == 0) || checksLeft == 0) {
            Channels.close(ctx.channel());
          } else {
            drain(batches, checksLeft - 1);
          }
        });
  }
}
