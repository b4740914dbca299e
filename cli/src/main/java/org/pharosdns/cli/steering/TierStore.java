package org.pharosdns.cli.steering;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.DurableFile;
import org.pharosdns.health.monitor.StateLines;

/// Which names answer from a lower tier for `failback`, kept in a file: a restart must not fail
/// back by itself. Any thread; only who saves waits for the disk.
public final class TierStore {
  private static final String KIND = "pharos tiers";

  /// Where a key says for whom it is; that of those that no rule is about does not.
  private static final int CLIENTS = 2;

  private final Path file;
  private final Disk disk;

  /// Held by the one who writes the file.
  private final Object writing = new Object();

  private final NavigableMap<String, String> tiers;
  private long changes;
  private long storedChanges;

  private TierStore(Path file, Disk disk, NavigableMap<String, String> tiers) {
    this.file = file;
    this.disk = disk;
    this.tiers = tiers;
  }

  /// What keeps the file.
  @FunctionalInterface
  interface Disk {
    /// Returns when the text is there to stay.
    void write(Path file, String text) throws IOException;
  }

  /// Returns what the file `tiers` in a folder holds, nothing if it is not there yet.
  ///
  /// @throws IOException naming the file if it cannot be read or understood
  public static TierStore open(Path stateFolder) throws IOException {
    return open(stateFolder, DurableFile::write);
  }

  static TierStore open(Path stateFolder, Disk disk) throws IOException {
    var file = stateFolder.resolve("tiers");
    var tiers = new TreeMap<String, String>();
    try {
      var lines = StateLines.read(file, KIND);
      for (var i = 0; i < lines.size(); i++) {
        var end = lines.get(i).lastIndexOf('\t');
        if (end < 0) {
          throw new IOException(file + ":" + (i + 2) + ": not a name and its tier");
        }
        tiers.put(lines.get(i).substring(0, end), lines.get(i).substring(end + 1));
      }
    } catch (NoSuchFileException e) {
      return new TierStore(file, disk, tiers);
    }
    return new TierStore(file, disk, tiers);
  }

  private static String key(ZoneMemory.OrderKey order) {
    var name = order.owner() + "\t" + order.type();
    return order.clients().isEmpty() ? name : name + "\t" + order.clients();
  }

  /// Returns the place of the tier that a name answered from, 0 when nothing is known.
  synchronized int find(ZoneMemory.OrderKey order, List<DnsName> names) {
    var tier = tiers.get(key(order));
    for (var i = 0; i < names.size(); i++) {
      if (names.get(i).toString().equals(tier)) {
        return i;
      }
    }
    return 0;
  }

  /// Takes note of the tier of a name, null for the best; {@link #save} stores it.
  public synchronized void put(ZoneMemory.OrderKey order, @Nullable DnsName tier) {
    var text = tier == null ? null : tier.toString();
    var before = text == null ? tiers.remove(key(order)) : tiers.put(key(order), text);
    if (!Objects.equals(text, before)) {
      changes++;
    }
  }

  /// Takes note that a name answers from the best of its tiers but for some clients.
  ///
  /// @param clients as those of an {@link ZoneMemory.OrderKey}
  synchronized void keepOnly(DnsName owner, Collection<String> clients) {
    if (!tiers.isEmpty()) {
      var orders = tiers.subMap(owner + "\t", owner + "\n").keySet();
      if (orders.removeIf(key -> !clients.contains(clients(key)))) {
        changes++;
      }
    }
  }

  /// Forgets the tiers of names that shall not be kept, and of what is no name.
  synchronized void keepOnly(Predicate<DnsName> kept) {
    if (tiers.keySet().removeIf(key -> !isKept(key, kept))) {
      changes++;
    }
  }

  private static boolean isKept(String key, Predicate<DnsName> kept) {
    try {
      return kept.test(DnsName.parse(key.split("\t", -1)[0]));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String clients(String key) {
    var parts = key.split("\t", -1);
    return parts.length > CLIENTS ? parts[CLIENTS] : "";
  }

  /// Stores what changed; when this throws it is still to be stored.
  public void save() throws IOException {
    synchronized (writing) {
      var now = unstored();
      if (now != null) {
        disk.write(file, now.text());
        stored(now);
      }
    }
  }

  private record Version(long changes, String text) {}

  private synchronized @Nullable Version unstored() {
    if (changes == storedChanges) {
      return null;
    }
    var lines = new ArrayList<String>();
    tiers.forEach((name, tier) -> lines.add(name + "\t" + tier));
    return new Version(changes, StateLines.text(KIND, lines));
  }

  private synchronized void stored(Version version) {
    storedChanges = version.changes();
  }
}
