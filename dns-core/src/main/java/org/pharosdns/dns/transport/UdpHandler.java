package org.pharosdns.dns.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.ReplyPath;

/// Answers the datagrams of one Netty socket: a batch is read, answered and flushed as one.
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
  private boolean inBatch;
  private long nowNanos;
  private int messages;
  private long batches;

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
    if (!inBatch) {
      inBatch = true;
      nowNanos = System.nanoTime();
      messages = 0;
    }
    messages++;
    var packet = (DatagramPacket) message;
    try {
      answer(ctx, packet);
    } finally {
      packet.release();
    }
  }

  private void answer(ChannelHandlerContext ctx, DatagramPacket packet) {
    var sender = packet.sender();
    if (sender.getPort() == 0) {
      return;
    }
    this.sender = sender;
    var content = packet.content();
    var length = Math.min(content.readableBytes(), UdpTransport.DATAGRAM_OCTETS);
    content.readBytes(worker.in, 0, length);
    var address = sender.getAddress().getAddress();
    client.address(address, 0, address.length);
    client.port(sender.getPort());
    var answer = worker.answer(length, client, nowNanos, payload);
    if (answer > 0) {
      var octets = ctx.alloc().directBuffer(answer).writeBytes(worker.out, 0, answer);
      ctx.write(new DatagramPacket(octets, sender))
          .addListener(
              sent -> {
                if (!sent.isSuccess()) {
                  counters.sendErrors.increment();
                }
              });
    }
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
    ctx.flush();
    if (inBatch) {
      inBatch = false;
      worker.times.count(System.nanoTime() - nowNanos, messages);
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
