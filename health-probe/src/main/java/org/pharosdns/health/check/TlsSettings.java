package org.pharosdns.health.check;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/// What a TLS server must show.
///
/// @param sni the name sent in the handshake and wanted in the certificate, without a final dot; an
///     address is wanted in the certificate but not sent
/// @param verify whether chain, dates and name of the certificate must be right
/// @param caFile certificates (PEM) to trust instead of the system's
/// @param minDays days for which the certificate must still be valid, 0: any
public record TlsSettings(String sni, boolean verify, @Nullable Path caFile, int minDays) {
  private static final Pattern SENT =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

  /// Takes a final dot away. Throws IllegalArgumentException for a name that cannot be sent, or
  /// that is to be looked for in certificates but cannot be in one.
  public TlsSettings {
    sni = sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
    if (!isAddress(sni)) {
      if (!SENT.matcher(sni).matches()) {
        throw new IllegalArgumentException('"' + sni + "\" is no name that TLS can ask for");
      }
      if (verify && !isCertified(sni)) {
        throw new IllegalArgumentException(
            "no certificate can be verified for \"" + sni + "\", which is no host name");
      }
    }
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// The JDK looks only for host names of letters, digits and hyphens (RFC 1123 section 2.1).
  private static boolean isCertified(String name) {
    try {
      var _ = new SNIHostName(name);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Returns the name to send: none for an address (RFC 6066 section 3).
  List<SNIServerName> serverNames() {
    if (isAddress(sni)) {
      return List.of();
    }
    return List.of(isCertified(sni) ? new SNIHostName(sni) : new OtherName(sni));
  }

  /// A name that servers know although it is none of a host, such as `a_b`.
  private static final class OtherName extends SNIServerName {
    OtherName(String name) {
      super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
