package org.pharosdns.zone.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;
import org.pharosdns.zone.steer.SteeredRRset;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// A compiled zone from lines `owner [TTL] TYPE RDATA`; names relative to the apex, TTL 300.
public final class TextZone {
  private static final int DEFAULT_TTL_SECONDS = 300;

  private final DnsName apex;
  private final TreeMap<DnsName, TreeMap<Integer, RRset>> owners = new TreeMap<>();

  private TextZone(DnsName apex) {
    this.apex = apex;
  }

  /// Compiles the zone `apex`.
  public static CompiledZone compile(
      String apex, String lines, List<? extends SteeredRRset> steered) {
    var zone = new TextZone(DnsName.parse(apex));
    lines.lines().filter(line -> !line.isBlank()).forEach(zone::add);
    return CompiledZone.compile(zone.contents(), steered.stream().map(SteeredRRset::key).toList());
  }

  private ZoneContents contents() {
    return contents(
        apex, owners.values().stream().flatMap(sets -> sets.values().stream()).toList());
  }

  /// Returns a zone of these RRsets.
  static ZoneContents contents(DnsName apex, List<RRset> sets) {
    return contents(apex, sets, HeapRoom.OF_JVM);
  }

  /// Returns a zone of these RRsets that asks `room` for memory.
  static ZoneContents contents(DnsName apex, List<RRset> sets, HeapRoom room) {
    var zone = new ZoneContentsBuilder(apex, 0, room);
    for (var set : sets) {
      var owner = zone.owner(set.owner().wire(), set.owner().octets());
      assertThat(owner).as("handle of %s", set.owner()).isNotZero();
      for (var rdata : set.rdata()) {
        zone.add(owner, set.type(), set.ttlSeconds(), rdata, rdata.length);
      }
    }
    return zone.build();
  }

  private void add(String line) {
    var words = line.strip().split("\\s+", 2);
    var owner = DnsName.parse(words[0], apex);
    var ttlSeconds = DEFAULT_TTL_SECONDS;
    words = words[1].split("\\s+", 2);
    if (Character.isDigit(words[0].charAt(0))) {
      ttlSeconds = Integer.parseInt(words[0]);
      words = words[1].split("\\s+", 2);
    }
    var type = RecordType.parse(words[0]);
    var rdata = rdata(type, words[1]);
    owners
        .computeIfAbsent(owner, ignored -> new TreeMap<>())
        .merge(type, new RRset(owner, type, ttlSeconds, List.of(rdata)), TextZone::join);
  }

  private static RRset join(RRset first, RRset second) {
    var rdata = new ArrayList<>(first.rdata());
    rdata.addAll(second.rdata());
    return new RRset(first.owner(), first.type(), first.ttlSeconds(), rdata);
  }

  private byte[] rdata(int type, String text) {
    try {
      var origin = Name.fromString(apex.toString());
      return Record.fromString(origin, type, DClass.IN, 0, text, origin).rdataToWireCanonical();
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
