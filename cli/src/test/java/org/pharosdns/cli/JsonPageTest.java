package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.cli.control.ControlServer;
import org.pharosdns.cli.control.FakeControl;
import org.pharosdns.cli.doctor.Finding;
import org.pharosdns.cli.doctor.Finding.Level;
import picocli.CommandLine;

/// `docs/json.md` against the commands: each that has `--json` stands there, and prints the keys
/// that the page or the schema says.
class JsonPageTest {
  private static final Path PAGE = Path.of("..", "docs", "json.md");
  private static final Path SCHEMAS = Path.of("..", "docs", "openapi.json");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z ]+)` \\| (a list|an object) \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("^  \"([a-z_]+)\" :", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  /// Words that make a command print something; without them it takes none.
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("up", "192.0.2.1"),
          Map.entry("down", "192.0.2.1"),
          Map.entry("drain", "192.0.2.1"),
          Map.entry("auto", "192.0.2.1"),
          Map.entry("explain", "www.example.com A"),
          Map.entry("failback", "www.example.com"),
          Map.entry("zone show", "example.com"),
          Map.entry("zone check", "example.com"),
          Map.entry("zone create", "example.com"),
          Map.entry("zone import", "example.com master"),
          Map.entry("zone diff", "example.com"),
          Map.entry("zone history", "example.com"),
          Map.entry("zone undo", "example.com"),
          Map.entry("zone delete", "example.com --yes"),
          Map.entry("record list", "example.com"),
          Map.entry("record add", "example.com www A 192.0.2.1"),
          Map.entry("record set", "example.com www A 192.0.2.1"),
          Map.entry("record remove", "example.com www"));

  /// Has no editor here.
  private static final Set<String> NOT_RUN = Set.of("zone edit", "doctor");

  private record Row(String command, boolean isList, String of) {
    List<String> keys() throws IOException {
      var words = WORD.matcher(of).results().map(word -> word.group(1)).toList();
      var isSchema = words.size() == 1 && Character.isUpperCase(words.getFirst().charAt(0));
      return isSchema ? schema(words.getFirst()) : words;
    }
  }

  @TempDir private Path folder = Path.of("");

  private static Map<String, Row> rows() throws IOException {
    var rows = new TreeMap<String, Row>();
    ROW.matcher(Files.readString(PAGE))
        .results()
        .map(row -> new Row(row.group(1), row.group(2).equals("a list"), row.group(3)))
        .forEach(row -> rows.put(row.command, row));
    return rows;
  }

  private static List<String> schema(String name) throws IOException {
    var text = Files.readString(SCHEMAS);
    var from = text.indexOf("\n      \"" + name + "\": {");
    assertThat(from).as("schema " + name).isPositive();
    var to = text.indexOf("\n      }", from);
    var properties = text.substring(text.indexOf("\"properties\"", from), to);
    return Pattern.compile("^          \"([a-z_]+)\": \\{", Pattern.MULTILINE)
        .matcher(properties)
        .results()
        .map(key -> key.group(1))
        .toList();
  }

  private static void collect(CommandLine command, String name, List<String> commands) {
    if (command.getCommandSpec().optionsMap().containsKey("--json")) {
      commands.add(name);
    }
    command
        .getSubcommands()
        .forEach((each, sub) -> collect(sub, (name + " " + each).strip(), commands));
  }

  @Test
  void everyCommandThatPrintsJsonHasARow() throws IOException {
    var console =
        new Console(
            new PrintStream(PrintStream.nullOutputStream()),
            new PrintStream(PrintStream.nullOutputStream()),
            false,
            false,
            false,
            time -> false);
    var commands = new ArrayList<String>();
    collect(Commands.tree(console, Typed.parts(folder)), "", commands);
    assertThat(commands).hasSizeGreaterThan(20);
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void everyCommandPrintsTheKeysThatThePageSays() throws Exception {
    var socket = folder.resolve("c.sock");
    try (var server = ControlServer.start(socket, new FakeControl(), ControlLimits.DEFAULTS)) {
      assertThat(server.socket()).isEqualTo(socket);
      for (var row : rows().values()) {
        if (!NOT_RUN.contains(row.command)) {
          var words = new ArrayList<>(List.of(row.command.split(" ")));
          words.addAll(arguments(row.command));
          words.add("--json");
          requireKeys(row, Typed.run(Typed.parts(socket), words.toArray(String[]::new)).out());
        }
      }
    }
  }

  private static List<String> arguments(String command) {
    var words = ARGUMENTS.get(command);
    return words == null ? List.of() : List.of(words.split(" "));
  }

  private static void requireKeys(Row row, String json) throws IOException {
    assertThat(json).as(row.command).startsWith(row.isList ? "[" : "{");
    var keys = new LinkedHashSet<String>();
    KEY.matcher(json).results().forEach(key -> keys.add(key.group(1)));
    assertThat(keys).as(row.command).containsExactlyElementsOf(row.keys());
  }

  @Test
  void doctorPrintsTheKeysThatThePageSays() throws Exception {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(PrintStream.nullOutputStream()),
            false,
            false,
            false,
            time -> false);
    var tree = Commands.tree(console, Typed.parts(folder));
    tree.parseArgs("doctor", "--json");
    DoctorCommand doctor = Objects.requireNonNull(tree.getSubcommands().get("doctor")).getCommand();
    doctor.print(List.of(new Finding("clock", Level.OK, "now")));
    requireKeys(Objects.requireNonNull(rows().get("doctor")), out.toString(UTF_8));
  }
}
