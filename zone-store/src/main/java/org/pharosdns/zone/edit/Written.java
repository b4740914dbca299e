package org.pharosdns.zone.edit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.RecordScanner;
import org.pharosdns.zone.load.RecordScanner.Span;
import org.pharosdns.zone.load.ZoneFile;

/// One record as it is written, kept from a {@link RecordScanner} that has gone on.
///
/// @param file index of the file
/// @param ordinal number of the record within the file
/// @param begin where its first line starts
/// @param end where the line behind it starts
/// @param ownerSpan null where a blank stands for the owner
/// @param before what a blank would have stood for, and the last TTL stated, before the record
/// @param lastTtl the last TTL stated up to the record
record Written(
    int file,
    int ordinal,
    ZoneFile source,
    int begin,
    int end,
    DnsName owner,
    boolean ownerAbsolute,
    DnsName origin,
    int type,
    int ttlSeconds,
    int defaultTtl,
    boolean usesLastTtl,
    int lastTtl,
    Before before,
    @Nullable Span ownerSpan,
    @Nullable Span ttlSpan,
    @Nullable Span classSpan,
    Span typeSpan,
    Span dataSpan,
    List<Span> words) {

  /// What the lines above a record mean for it.
  ///
  /// @param owner null where there is none
  record Before(@Nullable DnsName owner, int lastTtl) {}

  /// Keeps the record that the scanner is at.
  static Written of(RecordScanner at) {
    var ownerBefore = at.ownerBefore();
    return new Written(
        at.file(),
        at.ordinal(),
        at.source(),
        at.begin(),
        at.end(),
        DnsName.ofWire(at.owner(), 0),
        at.ownerAbsolute(),
        DnsName.ofWire(at.origin(), 0),
        at.type(),
        at.ttlSeconds(),
        at.defaultTtl(),
        at.usesLastTtl(),
        at.lastTtl(),
        new Before(
            ownerBefore.length == 0 ? null : DnsName.ofWire(ownerBefore, 0), at.lastTtlBefore()),
        at.ownerSpan(),
        at.ttlSpan(),
        at.classSpan(),
        at.typeSpan(),
        at.dataSpan(),
        at.dataSpans());
  }

  /// The octets of the file, not to be written.
  byte[] octets() {
    return source.octets();
  }

  /// Whether the record stands on one line, without parentheses.
  boolean isOneLine() {
    for (var i = begin; i < end; i++) {
      if (octets()[i] == '(' || (octets()[i] == '\n' && i + 1 < end)) {
        return false;
      }
    }
    return true;
  }

  /// Returns a name as it is written near this record: relative to the origin, or absolute where
  /// the owners here are.
  String text(DnsName name) {
    return ownerAbsolute ? name.toString() : name.relativeTo(origin);
  }

  /// Returns the line end of the record, or of the line before where it has none: LF or CR LF.
  String lineEnd() {
    var behind = hasLineEnd() ? end : begin;
    return behind >= 2 && octets()[behind - 2] == '\r' ? "\r\n" : "\n";
  }

  /// Whether the file goes on behind the record on a line of its own.
  boolean hasLineEnd() {
    return octets()[end - 1] == '\n';
  }
}
