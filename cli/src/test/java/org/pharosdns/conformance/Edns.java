package org.pharosdns.conformance;

import java.util.List;

/// The OPT record of a reply (RFC 6891 section 6.1).
///
/// @param udpPayload octets
/// @param flags the 16 flag bits; 0x8000 is DO
/// @param options `code:hex`, in order
public record Edns(int udpPayload, int version, int flags, List<String> options) {
  /// Copies the list.
  public Edns {
    options = List.copyOf(options);
  }

  /// Whether DO is set (RFC 3225).
  public boolean dnssecOk() {
    return (flags & 0x8000) != 0;
  }

  @Override
  public String toString() {
    return "edns %d %d%s%s%s"
        .formatted(
            version,
            udpPayload,
            dnssecOk() ? " do" : "",
            (flags & 0x7fff) != 0 ? " z" : "",
            options.isEmpty() ? "" : " " + String.join(" ", options));
  }
}
