package org.pharosdns.cli.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many files a process of this user may open.
final class OpenFilesLimit {
  private OpenFilesLimit() {}

  /// Returns the limit of this process, which is that of a server started the same way; -1 when it
  /// is not known.
  static long ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : -1;
  }
}
