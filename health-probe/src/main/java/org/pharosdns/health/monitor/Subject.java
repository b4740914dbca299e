package org.pharosdns.health.monitor;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.AddressText;

/// What a forced state is about: a member (owner and address), all members of an owner (no
/// address), or an address wherever it occurs (no owner).
///
/// @param ownerName absolute owner name, compared without regard to case; null: every owner
/// @param addressGlob an address, or a pattern in which `*` stands for any text and `?` for one
///     character of the address as RFC 5952 writes it; null: every address
public record Subject(@Nullable String ownerName, @Nullable String addressGlob) {
  /// Throws IllegalArgumentException if both are null or the address is neither address nor
  /// pattern.
  public Subject {
    if (ownerName == null && addressGlob == null) {
      throw new IllegalArgumentException("neither a name nor an address");
    }
    if (ownerName != null) {
      ownerName = ownerName.toLowerCase(Locale.ROOT);
    }
    if (addressGlob != null) {
      addressGlob =
          isPattern(addressGlob) ? addressGlob.toLowerCase(Locale.ROOT) : addressText(addressGlob);
    }
  }

  /// Returns whether this is about that member.
  ///
  /// @param address null for a member that is a host: only what is said of all members of its owner
  ///     is about it
  public boolean matches(String owner, @Nullable InetAddress address) {
    return (ownerName == null || ownerName.equalsIgnoreCase(owner))
        && (addressGlob == null
            || (address != null && globMatches(addressGlob, AddressText.of(address))));
  }

  /// Returns whether every member that the other is about is certainly one that this is about.
  boolean covers(Subject other) {
    boolean owners = ownerName == null || ownerName.equals(other.ownerName);
    boolean addresses =
        addressGlob == null
            || addressGlob.equals(other.addressGlob)
            || (other.addressGlob != null
                && !isPattern(other.addressGlob)
                && globMatches(addressGlob, other.addressGlob));
    return owners && addresses;
  }

  /// Returns whether there may be a member that both are about.
  boolean mayMeet(Subject other) {
    boolean owners =
        ownerName == null || other.ownerName == null || ownerName.equals(other.ownerName);
    boolean addresses =
        addressGlob == null
            || other.addressGlob == null
            || (isPattern(addressGlob) && isPattern(other.addressGlob))
            || globMatches(addressGlob, other.addressGlob)
            || globMatches(other.addressGlob, addressGlob);
    return owners && addresses;
  }

  /// Returns `name/address`, `name`, or `address`.
  @Override
  public String toString() {
    if (ownerName == null) {
      return String.valueOf(addressGlob);
    }
    return addressGlob == null ? ownerName : ownerName + '/' + addressGlob;
  }

  /// The JDK takes `192.0.2` for 192.0.0.2. Nobody means that.
  private static String addressText(String literal) {
    InetAddress address = InetAddress.ofLiteral(literal);
    String text = AddressText.of(address);
    if (literal.indexOf(':') < 0 && !literal.equals(text)) {
      throw new IllegalArgumentException("not an address: \"" + literal + '"');
    }
    return text;
  }

  private static boolean isPattern(String glob) {
    return glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
  }

  /// Goes back only to the newest `*`, so that it takes at most |glob| · |text| steps.
  private static boolean globMatches(String glob, String text) {
    int g = 0;
    int star = -1;
    int starText = 0;
    for (int t = 0; t < text.length(); ) {
      char wanted = g < glob.length() ? glob.charAt(g) : 0;
      if (wanted == '*') {
        star = g++;
        starText = t;
      } else if (wanted == '?' || wanted == text.charAt(t)) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
