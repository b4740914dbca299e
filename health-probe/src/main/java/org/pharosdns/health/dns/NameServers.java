package org.pharosdns.health.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recursive servers that a host asks, as `/etc/resolv.conf` lists them.
public final class NameServers {
  private static final Logger LOG = LoggerFactory.getLogger(NameServers.class);
  private static final Path SYSTEM = Path.of("/etc/resolv.conf");
  private static final int PORT = 53;

  private NameServers() {}

  /// Returns those of this host; none if the file cannot be read.
  public static List<InetSocketAddress> ofSystem() {
    return read(SYSTEM);
  }

  static List<InetSocketAddress> read(Path file) {
    var servers = new ArrayList<InetSocketAddress>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length >= 2 && words[0].equals("nameserver")) {
          add(words[1], servers);
        }
      }
    } catch (IOException e) {
      LOG.warn("names of targets cannot be resolved: {}", e.toString());
    }
    return servers;
  }

  private static void add(String address, List<InetSocketAddress> servers) {
    try {
      servers.add(new InetSocketAddress(InetAddress.ofLiteral(address), PORT));
    } catch (IllegalArgumentException e) {
      LOG.warn("{} lists a nameserver that is no address: {}", SYSTEM, address);
    }
  }
}
