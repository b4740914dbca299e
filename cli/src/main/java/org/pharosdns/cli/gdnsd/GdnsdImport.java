package org.pharosdns.cli.gdnsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns a folder of gdnsd's configuration into files of ours.
public final class GdnsdImport {
  /// What an import makes.
  ///
  /// @param files their texts by name, for the folder of zones
  /// @param configuration what `pharos.toml` should say
  /// @param commands to be given to the running server, for what operators forced
  /// @param inexpressible what could not be said, one line each with file and line
  public record Result(
      Map<String, String> files,
      String configuration,
      List<String> commands,
      List<String> inexpressible) {
    /// Copies the collections.
    public Result {
      files = Collections.unmodifiableMap(new TreeMap<>(files));
      commands = List.copyOf(commands);
      inexpressible = List.copyOf(inexpressible);
    }
  }

  private GdnsdImport() {}

  /// Reads `folder/config` and `folder/zones`; writes nothing.
  ///
  /// @param adminState the file of forced states; null for that of the configuration, else
  ///     `folder/admin_state`
  /// @throws GdnsdException when something cannot be read, with file and line
  public static Result read(Path folder, @Nullable Path adminState) throws GdnsdException {
    var report = new Report();
    var file = folder.resolve("config");
    var config =
        Files.exists(file) ? VscfReader.read(file) : Vscf.Hash.empty(new Vscf.Where(file, 1));
    var options = config.table("options");
    var services = new ServiceTypes(config.table("service_types"), report);
    var resources =
        new Resources(config.table("plugins"), services, folder.resolve("geoip"), report);
    var server = new ServerOptions(options, report);
    var section = server.toml();
    var files = new TreeMap<String, String>();
    var names = new ArrayList<OwnedName>();
    for (var zone : zones(folder.resolve("zones"))) {
      var name = ZoneName.ofFile(zone);
      var conversion =
          new ZoneConversion(name.zone(), server.defaultTtl(), resources, services, report);
      conversion.convert(zone);
      files.put(name.stem() + ".zone", conversion.zoneFile());
      var steering = conversion.steeringFile();
      if (!steering.isEmpty()) {
        files.put(name.stem() + ".toml", steering);
      }
      names.addAll(conversion.ownedNames());
    }
    var stated = options.text("state_dir", "");
    var forced =
        adminState != null
            ? adminState
            : stated.isEmpty()
                ? folder.resolve("admin_state")
                : folder.resolve(stated).resolve("admin_state");
    var commands = AdminState.commands(forced, names, report);
    var configuration = section + more(services, database(resources, report));
    return new Result(files, configuration, commands, report.lines());
  }

  private static List<Path> zones(Path folder) throws GdnsdException {
    try (var list = Files.list(folder)) {
      return list.filter(Files::isRegularFile)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new GdnsdException(folder + " cannot be read: " + e.getMessage());
    }
  }

  /// A server has one database.
  private static @Nullable Path database(Resources resources, Report report) {
    var all = List.copyOf(resources.databases());
    for (var other : all.subList(Math.min(1, all.size()), all.size())) {
      report.add(
          new Vscf.Where(other, 1), "all places are looked up in one database: " + all.getFirst());
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  private static String more(ServiceTypes services, @Nullable Path database) {
    return (services.runPrograms() ? "allow_exec = true\n" : "")
        + (database == null
            ? ""
            : "geo_database = " + Toml.text(database.toAbsolutePath().toString()) + "\n");
  }
}
