package org.pharosdns.cli.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.NetworksIterationException;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pharosdns.zone.steer.GeoNetworks;
import org.pharosdns.zone.steer.Prefix;

/// A MaxMind database file (`.mmdb`) with countries or continents, such as GeoLite2 Country or
/// City.
public final class GeoDatabase {
  private GeoDatabase() {}

  /// Returns every network that the file says country or continent of.
  ///
  /// @throws IOException when the file cannot be read or is no such database
  public static GeoNetworks read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("this is no regular file");
    }
    var networks = new ArrayList<GeoNetworks.Network>();
    try (var reader = new Reader(file.toFile(), new CHMCache())) {
      var walk = reader.networks(Map.class);
      while (walk.hasNext()) {
        add(walk.next(), networks);
      }
    } catch (NetworksIterationException | InvalidNetworkException | InvalidDatabaseException e) {
      throw new IOException("this is no MaxMind database: " + e.getMessage(), e);
    }
    return new GeoNetworks(networks);
  }

  /// What is known of a network only by where it is registered counts as well.
  private static void add(DatabaseRecord<?> found, List<GeoNetworks.Network> networks) {
    if (!(found.data() instanceof Map<?, ?> data)) {
      return;
    }
    var country = code(data, "country", "iso_code");
    var known = country.isEmpty() ? code(data, "registered_country", "iso_code") : country;
    var continent = code(data, "continent", "code");
    if (!known.isEmpty() || !continent.isEmpty()) {
      var network = found.network();
      var prefix = Prefix.of(network.ipAddress().getAddress(), network.prefixLength());
      networks.add(new GeoNetworks.Network(prefix, known, continent));
    }
  }

  private static String code(Map<?, ?> data, String table, String key) {
    return data.get(table) instanceof Map<?, ?> inner && inner.get(key) instanceof String text
        ? text
        : "";
  }
}
