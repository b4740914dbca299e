package org.pharosdns.cli.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;

/// Which right this process lacks on the way to a file.
final class MissingRight {
  private MissingRight() {}

  /// Returns a clause such as `: write permission for the folder /zones is missing (it is rwxr-xr-x
  /// of root)`; empty when no right is seen to be missing.
  static String of(String file) {
    var path = Path.of(file).toAbsolutePath();
    var folders = new ArrayDeque<Path>();
    for (var each = path.getParent(); each != null; each = each.getParent()) {
      folders.push(each);
    }
    for (var each : folders) {
      if (!Files.isExecutable(each)) {
        return missing("search", "the folder " + each, each);
      }
    }
    if (!Files.exists(path) && !folders.isEmpty()) {
      var folder = folders.getLast();
      return Files.isWritable(folder) ? "" : missing("write", "the folder " + folder, folder);
    }
    if (!Files.isReadable(path)) {
      return missing(Files.isWritable(path) ? "read" : "read and write", "it", path);
    }
    return Files.isWritable(path) ? "" : missing("write", "it", path);
  }

  private static String missing(String right, String what, Path path) {
    try {
      var attributes = Files.readAttributes(path, PosixFileAttributes.class);
      return ": %s permission for %s is missing (it is %s of %s)"
          .formatted(
              right,
              what,
              PosixFilePermissions.toString(attributes.permissions()),
              attributes.owner().getName());
    } catch (IOException e) {
      return ": %s permission for %s is missing".formatted(right, what);
    }
  }
}
