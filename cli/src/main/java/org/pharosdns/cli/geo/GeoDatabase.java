package org.pharosdns.cli.geo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import org.pharosdns.zone.load.FileChecksum;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.steer.GeoNetworks;

/// What a MaxMind database file (`.mmdb`) with countries or continents says, such as GeoLite2
/// Country or City.
///
/// @param checksum of the file
/// @param networks every one that the file says country or continent of; neighbours of the same
///     country and continent are one
public record GeoDatabase(String checksum, GeoNetworks networks) {
  /// No file.
  public static final GeoDatabase NONE = new GeoDatabase("", GeoNetworks.NONE);

  /// What a file may have, far more than databases of cities do: memory.
  public static final int MOST_OCTETS = 256 << 20;

  private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(ISO_8859_1);
  private static final int MOST_DESCRIPTION_OCTETS = 128 << 10;

  /// Returns what a file of these octets says.
  ///
  /// @throws IOException when that is no such database
  /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for its networks
  public static GeoDatabase of(byte[] octets, HeapRoom room) throws IOException {
    try {
      var marker = marker(octets);
      var description = new GeoData(octets, marker + MARKER.length, octets.length);
      var networks = new GeoTree(octets, marker, description, room).networks();
      return new GeoDatabase(FileChecksum.of(octets), networks);
    } catch (IOException e) {
      throw new IOException("this is no MaxMind database: " + e.getMessage(), e);
    }
  }

  /// The last one counts.
  private static int marker(byte[] octets) throws IOException {
    var least = Math.max(0, octets.length - MOST_DESCRIPTION_OCTETS);
    for (var at = octets.length - MARKER.length; at >= least; at--) {
      if (Arrays.equals(octets, at, at + MARKER.length, MARKER, 0, MARKER.length)) {
        return at;
      }
    }
    throw new IOException("nothing at its end describes it");
  }

  /// Returns this with the networks of `before` where they are the same, so that they are not there
  /// twice.
  public GeoDatabase sharing(GeoDatabase before) {
    return networks.equals(before.networks) ? new GeoDatabase(checksum, before.networks) : this;
  }
}
