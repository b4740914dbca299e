package org.pharosdns.cli.gdnsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.geo.GeoFile;

/// A configuration of gdnsd that uses each of its plugins.
public final class GdnsdFolder {
  /// What a zone file needs before its records.
  static final String HEAD = "@ SOA ns host 1 3600 600 86400 60\n@ NS ns.example.net.\n";

  /// The zone file.
  public static final String ZONE =
      """
      $TTL 600
      @ SOA ns host 1 3600 600 86400 60
      @ NS ns
      ns A 127.0.0.1
      fix 300 DYNA static!one
      fixed 300 DYNC static!alias
      web 300/45 DYNA multifo!web
          TXT "the name above"
      pair DYNA simplefo!pair
      sum 120 DYNA weighted!sum
      sets 120 DYNA weighted!sets
      far 60 DYNC metafo!far
      dc2 60 DYNA metafo!far/dc2
      *.wild 60 DYNA multifo!web
      world 300 DYNC geoip!world
      second 300 DYNA geoip!second
      sick 300 DYNA geoip!sick
      part 300 DYNA geoip!sick/b
      _dmarc TXT "v=DMARC1; rua=mailto:d@Firma.de"
      $INCLUDE includes/more more
       ( A 192.0.2.81
      )
      ; DYNA in a comment
      par DYNA ( multifo!web )
      lines ( 300 ; a comment (
        DYNA multifo!web
      ) ; another
      """;

  private static final String INCLUDED =
      """
      $TTL 5
       A 192.0.2.82
      $ORIGIN bar
      asdf A 192.0.2.83
      $ORIGIN baz.@F
      asdf DYNA multifo!web
      $ORIGIN quux.@Z
      asdf A 192.0.2.84
      """;

  private static final String CONFIG =
      """
      options => { listen => 127.0.0.1:PORT, run_dir => FOLDER/run, state_dir => FOLDER/state }
      service_types => {
        closed => { plugin => static, state => DOWN }
        open => { plugin => static, state => UP }
      }
      plugins => {
        static => { one => 192.0.2.1, alias => www.example.net. }
        multifo => {
          web => {
            service_types => open
            addrs_v4 => [ 192.0.2.11, 192.0.2.12 ]
            addrs_v6 => { a => 2001:db8::11 }
          }
        }
        simplefo => {
          pair => { service_types => open, primary => 192.0.2.21, secondary => 192.0.2.22 }
        }
        weighted => {
          sum => { a => [ 192.0.2.31, 3 ], b => [ 192.0.2.32, 2 ] }
          sets => {
            one => { a => [ 192.0.2.41, 5 ], b => [ 192.0.2.42, 5 ] }
            two => { a => [ 192.0.2.43, 5 ], b => [ 192.0.2.44, 5 ] }
          }
        }
        metafo => {
          resources => {
            far => {
              datacenters => [ dc1, dc2, dc3 ]
              service_types => closed
              dcmap => {
                dc1 => { a => 192.0.2.51, b => 192.0.2.52 }
                dc2 => %multifo!web
                dc3 => last.example.net.
              }
            }
          }
        }
        geoip => {
          maps => {
            places => {
              geoip2_db => places.mmdb
              datacenters => [ a, b, c ]
              map => { EU => { default => [ b, a ], FR => [ c ] }, NA => [ a, c ] }
              nets => { 10.0.0.0/8 => c, 10.66.0.0/16 => [ b, c ], 2001:db8:1::/48 => b }
            }
          }
          resources => {
            world => {
              map => places
              service_types => open
              dcmap => { a => 192.0.2.61, b => { x => 192.0.2.62, y => 192.0.2.63 }, c => last.example.net. }
            }
            second => {
              map => places
              skip_first => true
              dcmap => { a => 192.0.2.64, b => 192.0.2.65, c => 192.0.2.66 }
            }
            sick => {
              map => places
              dcmap => {
                a => 192.0.2.67
                b => { service_types => closed, x => 192.0.2.68, y => 192.0.2.69 }
                c => { service_types => closed, x => 192.0.2.70 }
              }
            }
          }
        }
      }
      """;

  private GdnsdFolder() {}

  /// Writes it.
  ///
  /// @param port to listen on at 127.0.0.1
  public static Path write(Path folder, int port) throws IOException {
    Files.createDirectories(folder.resolve("zones"));
    Files.createDirectories(folder.resolve("geoip"));
    new GeoFile()
        .add("192.0.2.0/25", "DE", "EU")
        .add("192.0.2.128/25", "FR", "EU")
        .add("198.51.100.0/24", "US", "NA")
        .add("203.0.113.0/24", "JP", "AS")
        .add("2001:db8:4::/48", "FR", "EU")
        .write(folder.resolve("geoip/places.mmdb"));
    Files.createDirectories(folder.resolve("zones/includes"));
    Files.writeString(folder.resolve("zones/includes/more"), INCLUDED);
    Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("zones").resolve("example.com"), ZONE);
    var config =
        CONFIG.replace("PORT", Integer.toString(port)).replace("FOLDER", folder.toString());
    Files.writeString(folder.resolve("config"), config);
    return folder;
  }

  /// Imports a configuration with one zone.
  static GdnsdImport.Result imported(Path folder, String config, String name, String zone)
      throws Exception {
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("zones").resolve(name), zone);
    Files.writeString(folder.resolve("config"), config);
    return GdnsdImport.read(folder, null);
  }

  /// Checks what an import made, in a folder of its own inside of `folder`.
  static CheckReport checked(Path folder, GdnsdImport.Result result) throws IOException {
    var zones = Files.createDirectories(folder.resolve("out/zones"));
    for (var file : result.files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration =
        Files.writeString(folder.resolve("out/pharos.toml"), result.configuration());
    return new ServerCheck().check(configuration, List.of());
  }
}
