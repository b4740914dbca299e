package org.pharosdns.zone.load;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;

/// A `$GENERATE` line that was passed over.
///
/// @param begin where the line starts
/// @param origin the origin in force
record GenerateLine(Source source, int begin, DnsName origin) {
  /// Returns those of `owners` at which the line makes records, in the order of its numbers.
  Set<DnsName> makesOf(Set<DnsName> owners) {
    var made = new LinkedHashSet<DnsName>();
    var entry = new Entry();
    var lexer = new Lexer(source, Integer.MAX_VALUE, (offset, message, hint) -> {});
    lexer.goTo(begin);
    try {
      if (lexer.next(entry) && entry.count() >= 3) {
        var range = GenerateRange.of(entry, 1);
        var template = GenerateTemplate.of(entry, 2, false);
        for (var n = range.start(); n <= range.stop(); n += range.step()) {
          var owner = DnsName.ofWire(owner(template.line(n, begin)), 0);
          if (owners.contains(owner)) {
            made.add(owner);
          }
        }
      }
      return made;
    } catch (BadText e) {
      return made;
    }
  }

  private byte[] owner(byte[] line) throws BadText {
    var made = new Entry();
    var name = new byte[2 * DnsName.MAX_OCTETS + 2];
    new Lexer(source.withText(line), Integer.MAX_VALUE, (offset, message, hint) -> {}).next(made);
    return Arrays.copyOf(name, NameText.read(made, 0, origin.wire(), name, 0));
  }
}
