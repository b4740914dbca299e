package org.pharosdns.dns.tap;

import org.pharosdns.dns.query.Client;

/// A message with its answer in a {@link TapRing}: who asked, when, and all octets. Refilled for
/// each one; owned by the thread that drains the ring.
public final class Passage {
  private final byte[] octets;
  private int at;

  Passage(byte[] octets) {
    this.octets = octets;
  }

  void at(int position) {
    at = position;
  }

  /// The array that holds message, answer and address.
  public byte[] octets() {
    return octets;
  }

  /// When the message was received, monotonic.
  public long nanos() {
    return (long) TapRing.LONG.get(octets, at + TapRing.NANOS);
  }

  /// How it came.
  public Client.Transport transport() {
    return isTcp() ? Client.Transport.TCP : Client.Transport.UDP;
  }

  /// Whether it came over TCP.
  public boolean isTcp() {
    return octets[at + TapRing.TRANSPORT] == 1;
  }

  /// The client's port.
  public int port() {
    return Short.toUnsignedInt((short) TapRing.SHORT.get(octets, at + TapRing.PORT));
  }

  /// Where in the array the client's address starts.
  public int addressOffset() {
    return at + TapRing.ADDRESS;
  }

  /// The length of the client's address: 4 for IPv4, 16 for IPv6.
  public int addressOctets() {
    return octets[at + TapRing.ADDRESS_OCTETS];
  }

  /// Where in the array the message starts.
  public int messageOffset() {
    return at + TapRing.HEADER_OCTETS;
  }

  /// The length of the message.
  public int messageOctets() {
    return (int) TapRing.INT.get(octets, at + TapRing.MESSAGE);
  }

  /// Where in the array the answer starts.
  public int answerOffset() {
    return messageOffset() + messageOctets();
  }

  /// The length of the answer, 0 for none, or {@link Tap#LATER}.
  public int answerOctets() {
    return (int) TapRing.INT.get(octets, at + TapRing.ANSWER);
  }
}
