package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;

/// The name of a zone, as gdnsd's file for it says it and as our files are called.
///
/// @param zone absolute, with its final dot
/// @param stem what stands before `.zone`: no slash, which a label may have but no file name
record ZoneName(String zone, String stem) {
  private static final String ROOT = "ROOT_ZONE";

  /// Returns the name that a file of gdnsd's folder is called after; `@` is a slash there.
  static ZoneName ofFile(Path file) {
    var name = file.getFileName().toString().replaceFirst("\\.$", "");
    return name.equals(ROOT)
        ? new ZoneName(".", ".")
        : new ZoneName(name.replace('@', '/') + ".", name.replace("@", "\\047"));
  }
}
