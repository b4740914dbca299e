package org.pharosdns.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page of a command, in the language of `man` (man(7)), made from what picocli knows of
/// it.
final class ManPage {
  private final CommandSpec command;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /// Returns the page.
  static String of(CommandSpec command) {
    return new ManPage(command).written();
  }

  /// Returns the name of the page, which is that of its file without `.1`: `pharos-zone-list`.
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  private String written() {
    var name = name(command);
    page.append(".TH \"%s\" 1 \"\" \"Pharos\" \"Pharos\"\n".formatted(escaped(name)));
    section("NAME");
    line(name + " - " + summary(command));
    section("SYNOPSIS");
    page.append(".B ").append(escaped(command.qualifiedName())).append('\n');
    line(synopsis());
    section("DESCRIPTION");
    for (var each : command.usageMessage().description()) {
      line(plain(each));
      page.append(".PP\n");
    }
    if (command.usageMessage().description().length == 0) {
      line(summary(command));
    }
    commands();
    arguments();
    options();
    footer();
    exitStatus();
    return page.toString();
  }

  private String synopsis() {
    var words = command.subcommands().isEmpty() ? "" : "COMMAND ";
    return words
        + "[OPTION]... "
        + command.positionalParameters().stream()
            .filter(each -> !each.hidden())
            .map(ManPage::argument)
            .collect(Collectors.joining(" "));
  }

  private static String argument(PositionalParamSpec each) {
    var text = each.paramLabel() + (each.arity().max() > 1 ? "..." : "");
    return each.arity().min() == 0 ? "[" + text + "]" : text;
  }

  private void commands() {
    if (command.subcommands().isEmpty()) {
      return;
    }
    section("COMMANDS");
    command
        .subcommands()
        .forEach(
            (name, line) -> {
              var sub = line.getCommandSpec();
              if (!sub.usageMessage().hidden()) {
                entry(name, summary(sub) + " See " + name(sub) + "(1).");
              }
            });
  }

  private void arguments() {
    var shown = command.positionalParameters().stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      section("ARGUMENTS");
      shown.forEach(each -> entry(argument(each), description(each)));
    }
  }

  private void options() {
    section("OPTIONS");
    for (OptionSpec each : command.options()) {
      if (!each.hidden()) {
        var value = each.arity().max() == 0 ? "" : " " + each.paramLabel();
        entry(String.join(", ", each.names()) + value, description(each));
      }
    }
  }

  /// Examples and the like: lines that stay as they are.
  private void footer() {
    var lines = command.usageMessage().footer();
    if (lines.length > 0) {
      section("NOTES");
      page.append(".nf\n");
      Arrays.stream(lines).filter(each -> !each.isBlank()).map(ManPage::plain).forEach(this::line);
      page.append(".fi\n");
    }
  }

  private void exitStatus() {
    section("EXIT STATUS");
    entry("0", "done");
    entry("1", "refused or failed");
    entry("2", "wrong usage");
    if (command.parent() == null || command.name().equals("serve")) {
      entry("3", "out of memory");
      entry("71", "an address cannot be bound");
      entry("78", "error in the configuration");
    }
  }

  private static String summary(CommandSpec command) {
    var header = command.usageMessage().header();
    var lines = header.length > 0 ? header : command.usageMessage().description();
    return lines.length == 0 ? command.name() : plain(lines[0]);
  }

  private static String description(ArgSpec argument) {
    return Arrays.stream(argument.description())
        .map(ManPage::plain)
        .collect(Collectors.joining(" "));
  }

  /// Without picocli's marks for colours and line ends.
  private static String plain(String text) {
    return Help.Ansi.OFF.string(text.replace("%n", " ").replace("%%", "%"));
  }

  private void section(String heading) {
    page.append(".SH ").append(heading).append('\n');
  }

  private void entry(String term, String text) {
    page.append(".TP\n.B ").append(escaped(term)).append('\n');
    line(text);
  }

  private void line(String text) {
    var escaped = escaped(text.stripTrailing());
    var command = escaped.startsWith(".") || escaped.startsWith("'");
    page.append(command ? "\\&" : "").append(escaped).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
