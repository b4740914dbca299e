package org.pharosdns.cli.steering;

import java.net.InetAddress;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.zone.steer.Prefix;

/// Whose answer is explained: an address, or a network as `ADDRESS/LENGTH`.
///
/// @param isSubnet whether it comes in a client subnet option (RFC 7871), not as the sender
record ClientNetwork(InetAddress inet, int prefixBits, boolean isSubnet) {
  /// Returns the network that `text` says; a bare address is a network of one.
  ///
  /// @throws RefusedException when it says none, or when bits behind the prefix are set
  static ClientNetwork parse(String text) throws RefusedException {
    var slash = text.indexOf('/');
    try {
      var inet = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      var most = inet.getAddress().length * Byte.SIZE;
      var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("the length must be 0 to " + most);
      }
      requireZeros(text, inet.getAddress(), bits);
      return new ClientNetwork(inet, bits, slash >= 0);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "\"" + text + "\" is no address or network, such as 192.0.2.1 or 192.0.2.0/24");
    }
  }

  /// RFC 7871 section 6: no option holds bits behind its prefix.
  private static void requireZeros(String text, byte[] address, int bits) throws RefusedException {
    var network = Prefix.of(address, bits);
    var whole = Prefix.of(address, address.length * Byte.SIZE);
    if (network.high() != whole.high() || network.low() != whole.low()) {
      throw new RefusedException(
          "\"" + text + "\" has bits behind its prefix: the network is " + network);
    }
  }

  /// The octets of the address, 4 or 16.
  byte[] address() {
    return inet.getAddress();
  }
}
