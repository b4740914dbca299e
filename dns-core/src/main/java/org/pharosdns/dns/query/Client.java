package org.pharosdns.dns.query;

/// Who asks and how. One instance per event loop or connection, refilled for each message.
public final class Client {
  /// How the question came.
  public enum Transport {
    UDP,
    TCP
  }

  private final Transport transport;
  private final byte[] address = new byte[16];
  private int addressOctets;

  /// Returns an empty client of `transport`.
  public Client(Transport transport) {
    this.transport = transport;
  }

  /// Sets the address: 4 octets (IPv4) or 16 (IPv6) from `octets` at `offset`.
  public void address(byte[] octets, int offset, int length) {
    System.arraycopy(octets, offset, address, 0, length);
    addressOctets = length;
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
}
