package org.pharosdns.dns.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.ReplyPath;

/// One TCP client: cuts its octets into messages (RFC 7766 section 8), answers them in order, and
/// closes when it has gone, is silent, or does not read.
///
/// ```
/// read ─► [unread] ─ whole messages ─► Worker ─► [answers] ─ flush ─► client
///            └ stops while 64 KiB of answers wait: no more is read or answered ─┘
/// ```
///
/// All methods run on the channel's event loop, except {@link #drain} and {@link #channel}.
final class TcpConnection extends ChannelDuplexHandler {
  /// Answers of one turn, in octets; then the other connections of the event loop have theirs.
  private static final int TURN_OCTETS = 256 << 10;

  private static final long QUIET_MILLIS = 10;
  private static final long LINGER_MILLIS = 500;

  private final Channel channel;
  private final Worker worker;
  private final Client client = new Client(Client.Transport.TCP, this::laterAnswer);
  private byte[] receivedBefore;
  private final TcpLimits limits;
  private final ConnectionLimits.Place place;
  private final TcpDeadlines deadlines;
  private final TcpMemory memory;
  private final TransportCounters counters;
  private final Unread unread = new Unread();
  private final TcpAnswers answers;

  /// Grows with all after which more may come.
  private long news;

  private long firstReadNanos;
  private int untimed;
  private boolean unsettled;
  private long held;
  private long waited;
  private long written;
  private int owed;
  private boolean answering;
  private boolean clientDone;
  private boolean draining;
  private Stage stage = Stage.OPEN;
  private @Nullable Future<?> nextWatch;

  private enum Stage {
    /// Messages are read and answered.
    OPEN,
    /// The last answers are being sent.
    FINISHING,
    /// FIN was sent; what the client still sends is ignored.
    LINGERING
  }

  /// @param received what has come from the client before
  /// @param place told of every message that is answered
  TcpConnection(
      Channel channel,
      InetSocketAddress address,
      TcpDeadlines deadlines,
      byte[] received,
      ConnectionLimits.Place place,
      Worker worker,
      TcpShared shared) {
    this.channel = channel;
    this.deadlines = deadlines;
    receivedBefore = received;
    this.place = place;
    this.worker = worker;
    limits = shared.limits();
    memory = shared.memory();
    counters = shared.counters();
    var octets = address.getAddress().getAddress();
    client.address(octets, 0, octets.length);
    client.port(address.getPort());
    answers = new TcpAnswers(channel, worker, client);
  }

  Channel channel() {
    return channel;
  }

  ConnectionLimits.Place place() {
    return place;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (receivedBefore.length > 0) {
      channelRead(ctx, Unpooled.wrappedBuffer(receivedBefore));
      receivedBefore = new byte[0];
      channelReadComplete(ctx);
    }
    watch(System.nanoTime());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var octets = (ByteBuf) message;
    if (stage != Stage.OPEN) {
      octets.release();
      return;
    }
    news++;
    unread.add(octets);
    answerWholeMessages();
    if (unread.hasWholeMessage()) {
      channel.config().setAutoRead(false);
    }
  }

  /// Answers whole messages until none is left, too many answers wait for the client, or the turn
  /// is over.
  private void answerWholeMessages() {
    if (answering) {
      return;
    }
    answering = true;
    var now = System.nanoTime();
    var answered = false;
    var left = TURN_OCTETS;
    while (left > 0 && readyToAnswer() && unread.hasWholeMessage()) {
      var length = unread.take(worker.in);
      var owedBefore = owed;
      var answer = answers.answer(length, now);
      if (untimed++ == 0) {
        firstReadNanos = now;
      }
      left -= length + answer + Unread.LENGTH_OCTETS;
      answered |= answer > 0 || owed > owedBefore;
    }
    if (left <= 0 && unread.hasWholeMessage()) {
      // Not as an ordinary task: the loop runs all of those, with what they add, and only then
      // looks at sockets again.
      Channels.later(channel.eventLoop(), 0, this::goOn);
    }
    // What gets no answer is no reason to keep a connection.
    if (answered) {
      place.spoke(now);
      unsettled = true;
    }
    deadlines.received(now, answered, !unread.isEmpty());
    unread.shrink(channel.alloc());
    answering = false;
  }

  private boolean readyToAnswer() {
    if (!channel.isWritable()) {
      answers.send();
    }
    return channel.isWritable() && owed < limits.inFlight();
  }

  /// The way back for the message in hand, which is answered later, in whatever order (RFC 7766
  /// section 6.2.1.1).
  private ReplyPath laterAnswer() {
    owed++;
    return new TcpReplyPath(channel, this::settleDebt);
  }

  private void settleDebt() {
    owed--;
    goOn();
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    written++;
    var _ = ctx.write(message, promise);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      goOn();
    }
  }

  /// Answers what had to wait.
  private void goOn() {
    if (stage == Stage.OPEN && !answering) {
      news++;
      answerWholeMessages();
      settle();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      clientDone = true;
      if (stage == Stage.LINGERING) {
        Channels.close(channel);
      } else {
        settle();
      }
    }
  }

  /// Sends what was answered, and decides whether to go on reading.
  private void settle() {
    answers.send();
    var now = System.nanoTime();
    if (untimed > 0) {
      worker.times.count(now - firstReadNanos, untimed);
      untimed = 0;
    }
    if (unsettled) {
      // That we took long is not the client's fault.
      deadlines.received(now, true, !unread.isEmpty());
      unsettled = false;
    }
    if (stage != Stage.OPEN || !isWithinMemory()) {
      return;
    }
    if (clientDone && !unread.hasWholeMessage() && owed == 0) {
      finish();
      return;
    }
    channel.config().setAutoRead(channel.isWritable() && !unread.hasWholeMessage());
  }

  /// Accounts for what waits here; if that is too much, this connection is over.
  private boolean isWithinMemory() {
    var pending = channel.unsafe().outboundBuffer();
    var now = unread.octets() + (pending == null ? 0 : pending.totalPendingWriteBytes());
    var may = memory.hold(held, now);
    held = now;
    if (!may) {
      counters.tcpEvicted.increment();
      Channels.close(channel);
    }
    return may;
  }

  /// Sends the rest and FIN; then waits a little for the client's FIN, because closing before it
  /// has read everything might reset the connection.
  private void finish() {
    if (stage != Stage.OPEN) {
      return;
    }
    stage = Stage.FINISHING;
    answers.send();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            sent -> {
              if (clientDone || !(channel instanceof DuplexChannel duplex)) {
                Channels.close(channel);
                return;
              }
              stage = Stage.LINGERING;
              var _ = duplex.shutdownOutput();
              Channels.later(channel.eventLoop(), LINGER_MILLIS, () -> Channels.close(channel));
            });
  }

  /// Answers what was received and closes. Any thread, once the channel is registered.
  void drain() {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (!draining) {
                draining = true;
                finishWhenQuiet(news - 1);
              }
            });
  }

  /// Finishes once some milliseconds have brought nothing new and nothing waits. While answers do,
  /// nothing is read, and so nothing is known of what has come.
  private void finishWhenQuiet(long newsBefore) {
    if (!channel.isOpen() || stage != Stage.OPEN) {
      return;
    }
    var waits = !channel.isWritable() || unread.hasWholeMessage() || owed > 0;
    if (news == newsBefore && !waits) {
      finish();
      return;
    }
    var newsNow = news;
    Channels.later(channel.eventLoop(), QUIET_MILLIS, () -> finishWhenQuiet(newsNow));
  }

  /// Looks at the deadlines now and again when the next one may be over.
  private void watch(long now) {
    if (!channel.isOpen()) {
      return;
    }
    if (!isWithinMemory()) {
      return;
    }
    var waiting = waiting();
    if (owed > 0) {
      deadlines.busy(now);
      if (waiting == 0 || waiting != waited) {
        place.spoke(now);
      }
    }
    waited = waiting;
    var left = deadlines.remaining(now, waiting, channel.config().isAutoRead());
    if (left <= 0) {
      counters.tcpTimeouts.increment();
      Channels.close(channel);
      return;
    }
    nextWatch =
        channel.eventLoop().schedule(() -> watch(System.nanoTime()), left, TimeUnit.NANOSECONDS);
  }

  /// Returns what waits to be sent, as {@link TcpDeadlines#remaining} takes it: the pieces are
  /// buffers.
  private long waiting() {
    var pending = channel.unsafe().outboundBuffer();
    return pending == null || pending.isEmpty()
        ? 0
        : ((written - pending.size() + 1) << 32) + pending.currentProgress();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stage = Stage.FINISHING;
    // Else it would keep all of this in memory for as long as it had to wait.
    if (nextWatch != null) {
      nextWatch.cancel(false);
    }
    unread.release();
    answers.release();
    memory.hold(held, 0);
    held = 0;
  }

  /// A reset by the client is its right; whatever else it was, this connection is over.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Channels.close(channel);
  }
}
