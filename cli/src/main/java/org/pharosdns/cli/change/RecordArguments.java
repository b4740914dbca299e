package org.pharosdns.cli.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.RdataText.BadRdataException;
import org.pharosdns.zone.model.Rdata;
import org.pharosdns.zone.model.RdataOrder;
import org.pharosdns.zone.model.ZoneContents;

/// From what an operator types behind `record` to changes: `www A 192.0.2.1 192.0.2.2`, `@ MX 10
/// mail`, `@ TXT 'v=spf1 -all'`.
final class RecordArguments {
  private final DnsName apex;

  RecordArguments(DnsName apex) {
    this.apex = apex;
  }

  /// Returns the owner that a word means: relative to the zone unless it ends in a dot.
  DnsName owner(String word) throws RefusedException {
    try {
      var owner = DnsName.parse(word, apex);
      if (!owner.isAtOrBelow(apex)) {
        throw new RefusedException(owner + " is not in the zone " + apex);
      }
      return owner;
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + word + "\" is no name: " + e.getMessage());
    }
  }

  /// Returns the number of a type.
  static int type(String word) throws RefusedException {
    var type = RecordType.parse(word);
    if (type < 0) {
      throw new RefusedException("\"" + word + "\" is no record type, such as A, MX or TYPE65280");
    }
    return type;
  }

  /// Returns the data of each record: every word is one or, where one of them is none, all together
  /// are one.
  ///
  /// @throws RefusedException saying what is wrong with the first word
  List<Rdata> rdata(int type, List<String> words) throws RefusedException {
    BadRdataException first;
    try {
      var each = new ArrayList<Rdata>();
      for (var word : words) {
        each.add(one(type, word));
      }
      return each;
    } catch (BadRdataException e) {
      first = e;
    }
    try {
      return List.of(one(type, String.join(" ", words)));
    } catch (BadRdataException together) {
      var wrong = words.size() == 1 ? together : first;
      throw new RefusedException(
          "no " + RecordType.mnemonic(type) + " data: " + wrong.getMessage());
    }
  }

  /// A text needs no quotes; with quotes it is read as in a zone file.
  private Rdata one(int type, String word) throws BadRdataException {
    var text = RdataText.isText(type) && word.indexOf('"') < 0 ? RdataText.quoted(word) : word;
    return Rdata.of(RdataText.read(type, text, apex));
  }

  /// Returns the changes that a request means.
  List<RecordChange> changes(RecordsRequest request, ZoneContents contents)
      throws RefusedException {
    var owner = owner(request.name());
    var changes = new ArrayList<RecordChange>();
    var word = request.type();
    if (word == null) {
      requireRemoval(request);
      contents.at(owner).forEach(set -> changes.add(delete(owner, set.type())));
      requireSomething(changes, owner, null);
      return changes;
    }
    var type = type(word);
    switch (request.action()) {
      case ADD -> add(request, owner, type, changes);
      case SET -> {
        changes.add(delete(owner, type));
        add(request, owner, type, changes);
      }
      case REMOVE -> remove(request, owner, type, contents, changes);
    }
    return changes;
  }

  private static RecordChange delete(DnsName owner, int type) {
    return new RecordChange.DeleteRRset(owner, type);
  }

  private static void requireRemoval(RecordsRequest request) throws RefusedException {
    if (request.action() != RecordsRequest.Action.REMOVE) {
      throw new RefusedException("the type of the record is missing, such as A or MX");
    }
  }

  private void add(RecordsRequest request, DnsName owner, int type, List<RecordChange> changes)
      throws RefusedException {
    if (request.rdata().isEmpty()) {
      throw new RefusedException("the data of the record is missing, such as 192.0.2.1");
    }
    var stated = request.ttl();
    if (stated != null && stated < 0) {
      throw new RefusedException("a TTL has 0 to 2147483647 seconds");
    }
    var ttl = stated == null ? RecordChange.TTL_OF_FILE : stated;
    for (var rdata : rdata(type, request.rdata())) {
      changes.add(new RecordChange.Add(owner, type, ttl, rdata));
    }
  }

  private void remove(
      RecordsRequest request,
      DnsName owner,
      int type,
      ZoneContents contents,
      List<RecordChange> changes)
      throws RefusedException {
    var set = contents.find(owner, type);
    if (request.rdata().isEmpty()) {
      if (set != null) {
        changes.add(delete(owner, type));
      }
      requireSomething(changes, owner, type);
      return;
    }
    for (var rdata : rdata(type, request.rdata())) {
      var there =
          set != null
              && set.rdata().stream()
                  .anyMatch(each -> RdataOrder.isSame(type, each, rdata.octets()));
      if (!there) {
        throw new RefusedException(
            "there is no record %s %s %s"
                .formatted(
                    owner, RecordType.mnemonic(type), RdataText.print(type, rdata.octets(), null)));
      }
      changes.add(new RecordChange.Delete(owner, type, rdata));
    }
  }

  private static void requireSomething(
      List<RecordChange> changes, DnsName owner, @Nullable Integer type) throws RefusedException {
    if (changes.isEmpty()) {
      var kind = type == null ? "" : " of type " + RecordType.mnemonic(type);
      throw new RefusedException("there is no record" + kind + " at " + owner);
    }
  }
}
