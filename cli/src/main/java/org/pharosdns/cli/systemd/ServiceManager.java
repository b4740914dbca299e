package org.pharosdns.cli.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service manager that started this process, as systemd(1) speaks of itself in the environment
/// (sd_notify(3), sd_watchdog_enabled(3)). Without one nobody is told anything.
public final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final Duration NEVER = Duration.ZERO;

  private final @Nullable String socket;
  private final Duration watchdog;

  private ServiceManager(@Nullable String socket, Duration watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /// Returns the one that `environment` tells of.
  ///
  /// @param pid of this process
  public static ServiceManager of(Map<String, String> environment, long pid) {
    var socket = environment.get("NOTIFY_SOCKET");
    if (socket == null || socket.isEmpty()) {
      return new ServiceManager(null, NEVER);
    }
    var meant = environment.get("WATCHDOG_PID");
    var isMeant = meant == null || meant.equals(Long.toString(pid));
    return new ServiceManager(
        socket, isMeant ? microseconds(environment.get("WATCHDOG_USEC")) : NEVER);
  }

  private static Duration microseconds(@Nullable String text) {
    return text != null && text.matches("[1-9][0-9]{0,15}")
        ? Duration.ofNanos(1000 * Long.parseLong(text))
        : NEVER;
  }

  /// How often {@link #alive} is to be said, a third of what is waited for; zero: never.
  public Duration period() {
    return watchdog.dividedBy(3);
  }

  /// Tells that the server serves.
  public void ready(String status) {
    tell("READY=1\nSTATUS=" + status);
  }

  /// Tells that a reload begins; it ends with {@link #ready}.
  ///
  /// @param nowNanos monotonic
  public void reloading(long nowNanos) {
    tell("RELOADING=1\nMONOTONIC_USEC=" + nowNanos / 1000);
  }

  /// Tells that the server ends.
  public void stopping() {
    tell("STOPPING=1");
  }

  /// Tells that the process is not stuck. Who is not told for too long starts another one.
  public void alive() {
    tell("WATCHDOG=1");
  }

  private void tell(String what) {
    if (socket != null) {
      try {
        UnixDatagram.send(socket, what.getBytes(UTF_8));
      } catch (IOException | LinkageError e) {
        LOG.warn("the service manager cannot be told: {}", e.getMessage());
      }
    }
  }
}
