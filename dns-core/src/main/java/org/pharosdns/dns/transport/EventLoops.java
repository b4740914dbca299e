package org.pharosdns.dns.transport;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Netty's event loops, each with the worker that it owns.
final class EventLoops {
  private final boolean epoll;
  private final IoEventLoopGroup group;
  private final List<IoEventLoop> loops = new ArrayList<>();
  private final IdentityHashMap<IoEventLoop, Worker> workers = new IdentityHashMap<>();

  /// @param name what the threads are called
  /// @param epoll whether to use Linux's epoll, else the JDK's selectors
  /// @param begin runs first on each thread
  /// @param newWorker called once per loop, before there is any
  EventLoops(String name, int count, boolean epoll, Runnable begin, Supplier<Worker> newWorker) {
    this.epoll = epoll;
    var handlers = epoll ? SteadyEpoll.newFactory() : NioIoHandler.newFactory();
    var made = Stream.generate(newWorker).limit(count).toList();
    group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), handlers);
    for (var executor : group) {
      var loop = (IoEventLoop) executor;
      workers.put(loop, made.get(loops.size()));
      loops.add(loop);
      loop.execute(begin);
    }
  }

  /// Whether epoll works here.
  static boolean epollAvailable() {
    return Epoll.isAvailable();
  }

  boolean epoll() {
    return epoll;
  }

  IoEventLoopGroup group() {
    return group;
  }

  List<IoEventLoop> loops() {
    return loops;
  }

  /// Returns the loop that is next to get something to do.
  IoEventLoop next() {
    return group.next();
  }

  /// Returns the worker that belongs to `loop`.
  Worker worker(IoEventLoop loop) {
    var worker = workers.get(loop);
    if (worker == null) {
      throw new IllegalArgumentException("not one of these loops");
    }
    return worker;
  }

  /// Ends the threads; what is still open is closed.
  void close(long deadlineNanos) {
    group
        .shutdownGracefully(0, Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS)
        .awaitUninterruptibly(Deadline.remaining(deadlineNanos), TimeUnit.NANOSECONDS);
  }
}
