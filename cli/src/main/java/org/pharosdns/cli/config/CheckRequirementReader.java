package org.pharosdns.cli.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.CheckRequirement;

/// Reads `check` of a name or a member: a name, a list, or `{ any = 2, of = [...] }`.
///
/// @param complaint says what is wrong with the name of a check, null for nothing
record CheckRequirementReader(Function<String, @Nullable String> complaint) {
  /// Takes the names of checks that are defined elsewhere.
  static final CheckRequirementReader ANY = new CheckRequirementReader(check -> null);

  /// @param checks the names of the checks that there are
  static CheckRequirementReader among(Set<String> checks) {
    return new CheckRequirementReader(
        check -> checks.contains(check) ? null : missing(check, checks));
  }

  private static String missing(String check, Set<String> checks) {
    var nearest = Keys.nearest(check, checks);
    var hint = nearest == null ? "" : " (did you mean \"" + nearest + "\"?)";
    return "there is no [check." + check + "]" + hint;
  }

  /// Returns what is wrong with the checks of a requirement that was read as {@link #ANY}.
  List<String> complaints(CheckRequirement check) {
    return check.names().stream().map(complaint).filter(Objects::nonNull).toList();
  }

  /// Returns what the table requires, or null when it says nothing or nothing sound.
  @Nullable CheckRequirement read(TomlTable table) {
    if (table.isText("check")) {
      var name = table.parsed("check", "text", this::known);
      return name == null ? null : new CheckRequirement.AllOf(List.of(name));
    }
    if (!table.isTable("check")) {
      refuseEmpty(table, "check");
      var names = table.list("check", this::known);
      return names == null || names.isEmpty()
          ? null
          : new CheckRequirement.AllOf(names.stream().distinct().toList());
    }
    var any = table.table("check");
    return any == null ? null : anyOf(any);
  }

  private @Nullable CheckRequirement anyOf(TomlTable any) {
    any.allow(new Keys(Set.of("any", "of"), Map.of()));
    refuseEmpty(any, "of");
    var names = any.list("of", this::known);
    var distinct = names == null ? List.<String>of() : names.stream().distinct().toList();
    // Where some are wrong, that is the problem.
    var most =
        names != null && names.size() == any.listSize("of") ? distinct.size() : any.listSize("of");
    var needed = any.integer("any", 1, Math.max(1, most));
    if (!any.has("any") || !any.has("of")) {
      any.add(any.place().error("check needs both: { any = 2, of = [\"a\", \"b\", \"c\"] }"));
    }
    return needed == null || distinct.isEmpty()
        ? null
        : new CheckRequirement.AnyOf(needed, distinct);
  }

  private static void refuseEmpty(TomlTable table, String key) {
    if (table.isList(key) && table.listSize(key) == 0) {
      table.error(key, key + " needs at least one check; without any leave out check");
    }
  }

  private String known(String check) {
    var wrong = complaint.apply(check);
    if (wrong != null) {
      throw new IllegalArgumentException(wrong);
    }
    return check;
  }
}
