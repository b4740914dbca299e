package org.pharosdns.dns.query;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who asks and how. One instance per event loop or connection, refilled for each message.
public final class Client {
  /// How the question came.
  public enum Transport {
    UDP,
    TCP
  }

  private final Transport transport;
  private final Supplier<? extends @Nullable ReplyPath> paths;
  private final boolean imagined;
  private final byte[] address = new byte[16];
  private int addressOctets;
  private int port;

  /// Returns an empty client of `transport` that can only be answered at once.
  public Client(Transport transport) {
    this(transport, () -> null);
  }

  /// Returns an empty client of `transport`.
  ///
  /// @param paths makes the way back to whoever sent the message in hand
  public Client(Transport transport, Supplier<? extends @Nullable ReplyPath> paths) {
    this(transport, paths, false);
  }

  private Client(
      Transport transport, Supplier<? extends @Nullable ReplyPath> paths, boolean imagined) {
    this.transport = transport;
    this.paths = paths;
    this.imagined = imagined;
  }

  /// Returns an empty client of `transport` that does not exist: what it is answered reaches no
  /// cache.
  public static Client imagined(Transport transport) {
    return new Client(transport, () -> null, true);
  }

  /// Sets the address: 4 octets (IPv4) or 16 (IPv6) from `octets` at `offset`.
  public void address(byte[] octets, int offset, int length) {
    System.arraycopy(octets, offset, address, 0, length);
    addressOctets = length;
  }

  /// Sets the port.
  public void port(int port) {
    this.port = port;
  }

  /// Returns the way to answer the message in hand later; null when there is none. To be called
  /// while the message is processed, and closed.
  public @Nullable ReplyPath replyPath() {
    return paths.get();
  }

  /// Whether it does not exist.
  public boolean isImagined() {
    return imagined;
  }

  /// How the question came.
  public Transport transport() {
    return transport;
  }

  /// The octets of the address; only the first {@link #addressOctets()} count.
  public byte[] address() {
    return address;
  }

  /// 4 for IPv4, 16 for IPv6, 0 before an address was set.
  public int addressOctets() {
    return addressOctets;
  }

  /// The port the message came from, 0 before one was set.
  public int port() {
    return port;
  }
}
