package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;

/// Holds `types` and `follow` of a name against the records that it has.
final class TypesCheck {
  private final SteeredName name;
  private final ZoneRecords records;
  private final String shown;
  private final List<Problem> problems = new ArrayList<>();

  private TypesCheck(SteeredName name, ZoneRecords records, String shown) {
    this.name = name;
    this.records = records;
    this.shown = shown;
  }

  static List<Problem> problems(SteeredName name, ZoneRecords records, DnsName apex) {
    var check = new TypesCheck(name, records, name.owner().relativeTo(apex));
    check.look();
    return check.problems;
  }

  private void look() {
    name.types().forEach(this::requireRecords);
    var lists = name.types().stream().anyMatch(SteeredTypes.FOLLOWERS::contains);
    var follows = name.follows() && (name.places().areOwn("follow") || lists || onlyFollows());
    if (!follows && lists) {
      problems.add(
          name.places()
              .of("types")
              .error(list(name.types(), SteeredTypes.FOLLOWERS) + " can only follow its targets")
              .withHint("follow = \"targets\""));
    } else if (follows && !name.types().isEmpty() && !lists) {
      problems.add(
          name.places()
              .of("follow")
              .error("follow does nothing for " + list(name.types(), name.types()))
              .withHint("it is for MX, SRV, SVCB and HTTPS"));
    } else if (follows && name.types().isEmpty()) {
      requireOneFollower();
    } else if (name.types().isEmpty() && SteeredTypes.own(name, records).isEmpty()) {
      problems.add(
          name.places()
              .table()
              .error(shown + " has no A or AAAA records in the zone, and no CNAME")
              .withHint("the zone file is the only place where addresses live"));
    }
  }

  /// Whether a `follow` that all names have by default means something to this one.
  private boolean onlyFollows() {
    return name.types().isEmpty()
        && SteeredTypes.own(name, records).isEmpty()
        && SteeredTypes.FOLLOWERS.stream().anyMatch(this::exists);
  }

  /// Of A and AAAA one is enough, because that is what the default means.
  private void requireRecords(int type) {
    if (exists(type)) {
      return;
    }
    var place = name.places().of("types");
    var message = shown + " has no " + RecordType.mnemonic(type) + " records in the zone";
    var other = type == RecordType.A ? RecordType.AAAA : RecordType.A;
    if (RecordType.isAddress(type) && name.types().contains(other) && exists(other)) {
      problems.add(place.warning(message));
    } else {
      problems.add(place.error(message).withHint(there()));
    }
  }

  private String there() {
    var all = new ArrayList<>(SteeredTypes.MEMBERS);
    all.addAll(SteeredTypes.FOLLOWERS);
    var types = all.stream().filter(this::exists).toList();
    return types.isEmpty()
        ? "it has no record that could be steered"
        : "it has " + list(types, types);
  }

  /// Without `types` there must be one type only that could be meant.
  private void requireOneFollower() {
    var own = SteeredTypes.own(name, records);
    var followers = SteeredTypes.FOLLOWERS.stream().filter(this::exists).toList();
    var place = name.places().of("follow");
    if (followers.isEmpty()) {
      problems.add(
          place
              .error(shown + " has no records that could follow their targets")
              .withHint("follow is for MX, SRV, SVCB and HTTPS"));
    } else if (!own.isEmpty() || followers.size() > 1) {
      var types = new ArrayList<>(own);
      types.addAll(followers);
      var quoted =
          types.stream()
              .map(type -> '"' + RecordType.mnemonic(type) + '"')
              .collect(Collectors.joining(", "));
      problems.add(
          place
              .error("which types of " + shown + " are meant?")
              .withHint("types = [" + quoted + "]"));
    }
  }

  private boolean exists(int type) {
    return records.find(name.owner(), type) != null;
  }

  private static String list(List<Integer> types, List<Integer> among) {
    return types.stream()
        .filter(among::contains)
        .map(RecordType::mnemonic)
        .collect(Collectors.joining(", "));
  }
}
