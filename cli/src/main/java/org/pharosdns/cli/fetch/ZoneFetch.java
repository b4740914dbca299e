package org.pharosdns.cli.fetch;

import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.control.AddressText;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.WireParseException;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/// One zone taken from another server into a file.
public final class ZoneFetch {
  /// How long the other server may be silent.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final DnsName apex;
  private final InetSocketAddress from;
  private final @Nullable TsigKey key;
  private final Duration within;

  /// @param key signs the request; then every answer must be signed with it
  /// @param within how long all of it may take
  public ZoneFetch(DnsName apex, InetSocketAddress from, @Nullable TsigKey key, Duration within) {
    this.within = within;
    this.apex = apex;
    this.from = from;
    this.key = key;
  }

  /// Returns the key `name` of `pharos.toml`.
  ///
  /// @param configuration the file of `-c`, or null
  public static TsigKey key(String name, @Nullable Path configuration) throws RefusedException {
    var here = Path.of("").toAbsolutePath();
    var loaded = ConfigLoader.load(ConfigLoader.find(configuration, here), here);
    var value = loaded.value();
    if (value == null) {
      throw new RefusedException(
          loaded.problems().stream().map(problem -> problem.format()).toList());
    }
    try {
      var key = value.keys().find(DnsName.parse(name));
      if (key != null) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + name + "\" is no name of a key: " + e.getMessage());
    }
    throw new RefusedException("there is no [key." + name + "] in the configuration");
  }

  /// Writes the zone to `file`.
  ///
  /// @param progress told the number of records so far
  /// @throws RefusedException when the other server does not give it, or not all of it
  public void to(Path file, LongConsumer progress) throws RefusedException {
    try (var patience = new Patience(SILENCE, within)) {
      try (var out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
        fetch(out, progress, patience);
      } catch (IOException | UncheckedIOException | RefusedException e) {
        throw refused(e, patience.end());
      }
    }
  }

  private RefusedException refused(Exception e, @Nullable Duration end) {
    if (end != null) {
      return refused(
          end.equals(within)
              ? "it has not come whole within " + DurationText.of(within) + " (--within)"
              : "nothing has come for " + DurationText.of(end));
    }
    return switch (e) {
      case RefusedException refused -> refused;
      case EOFException _ -> refused("it ended the connection before the zone was whole");
      default -> refused(Reason.of(e));
    };
  }

  /// Returns what a server that gives no zone means by its RCODE.
  private String meaning(String said) {
    var with = key == null ? "without a key (--key)" : "with the key " + key.name();
    return switch (said) {
      case "REFUSED" -> "REFUSED: it lets nobody copy the zone from here " + with;
      case "NOTAUTH" ->
          key == null
              ? "NOTAUTH: it does not serve the zone"
              : "NOTAUTH: it does not serve the zone, or has another secret or algorithm for the key "
                  + key.name();
      default -> said;
    };
  }

  private void fetch(BufferedWriter out, LongConsumer progress, Patience patience)
      throws IOException, RefusedException {
    out.write("; " + apex + " as " + AddressText.of(from) + " had it\n$ORIGIN " + apex + "\n");
    var most = LoadLimits.DEFAULTS.fileOctets();
    LongConsumer heard =
        records -> {
          patience.heard();
          progress.accept(records);
        };
    var zone = new IncomingZone(apex, out, most, heard);
    try {
      var transfer = ZoneTransferIn.newAXFR(new Name(apex.wire()), from, tsig());
      // Patience ends first, and says why.
      transfer.setTimeout(within.plus(SILENCE));
      transfer.run(zone);
    } catch (ZoneTransferException | WireParseException e) {
      throw refused(meaning(String.valueOf(e.getMessage())));
    }
    if (!zone.isWhole()) {
      throw refused("the transfer ended before the zone did");
    }
  }

  private @Nullable TSIG tsig() throws IOException {
    if (key == null) {
      return null;
    }
    var algorithm = Name.fromString(key.algorithm().text(), Name.root);
    return new TSIG(algorithm, new Name(key.name().wire()), key.secret());
  }

  private RefusedException refused(String why) {
    return new RefusedException(
        apex + " could not be taken from " + AddressText.of(from) + ": " + why);
  }
}
