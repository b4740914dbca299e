package org.pharosdns.health.check;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a TLS server must show.
///
/// @param sni the name sent in the handshake and wanted in the certificate; an address is wanted in
///     the certificate but not sent
/// @param verify whether chain, dates and name of the certificate must be right
/// @param caFile certificates (PEM) to trust instead of the system's
/// @param minDays days for which the certificate must still be valid, 0: any
public record TlsSettings(String sni, boolean verify, @Nullable Path caFile, int minDays) {
  /// Throws IllegalArgumentException for a name that is no word.
  public TlsSettings {
    Words.requireWord("sni", sni);
  }
}
