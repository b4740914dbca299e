package org.pharosdns.cli.steering;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.Weight;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Decision;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.SteeredTypes;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Why a question is answered as it is: what `explain` prints. The answer comes from the engine
/// that answers the network.
public final class AnswerReport {
  private final MonitoredZones zones;
  private final QueryProcessor engine;
  private final LongSupplier nanoTime;

  /// @param engine its own, used under this object's lock
  public AnswerReport(MonitoredZones zones, QueryProcessor engine, LongSupplier nanoTime) {
    this.zones = zones;
    this.engine = engine;
    this.nanoTime = nanoTime;
  }

  /// Explains the answer to a question of `client`, or of anyone.
  ///
  /// @throws RefusedException when name, type or client make no sense
  public Explanation explain(String name, String type, @Nullable String client)
      throws RefusedException {
    var owner = name(name);
    var number = Type.value(type.toUpperCase(Locale.ROOT), true);
    if (number < 0) {
      throw new RefusedException("\"" + type + "\" is no type, such as A, AAAA or TYPE65280");
    }
    var network = client == null ? null : ClientNetwork.parse(client);
    var now = nanoTime.getAsLong();
    var question = question(owner, number, network);
    var answer = ask(question, now);
    var zone = zones.zoneOf(owner);
    var steered = zone == null ? null : steered(zone, owner, number);
    var records = answer.getSection(Section.ANSWER);
    var decision = steered == null ? null : decision(steered.explain(question.at(now)), records);
    return new Explanation(
        new Explanation.Question(owner.toString(), Type.string(number)),
        client,
        zone == null ? null : zone.data().apex().toString(),
        Rcode.string(answer.getRcode()),
        decision == null || zone == null ? List.of() : tiers(zone, decision),
        records.stream().filter(r -> r.getType() == number).map(Record::rdataToString).toList(),
        records.isEmpty() ? null : records.getLast().getTTL(),
        records.isEmpty()
            ? null
            : decision == null
                ? Explanation.TtlSource.ZONE
                : source(decision, records.getLast().getTTL()),
        decision == null ? null : promise(decision),
        zone == null || steered == null ? null : rule(zone, steered, question.at(now)),
        scope(answer));
  }

  /// Returns what explains these records: the decision, or that for answers of the tier of
  /// `trickle` where only that has them.
  private static Decision decision(Decision decision, List<Record> records) {
    var trickle = decision.trickle();
    return trickle != null && !mayBeOf(decision, records) && mayBeOf(trickle, records)
        ? trickle
        : decision;
  }

  /// Whether each record that could be a member of the tier that answers is one.
  private static boolean mayBeOf(Decision decision, List<Record> records) {
    var members =
        decision.tiers().get(decision.chosen()).members().stream()
            .map(Decision.Member::address)
            .toList();
    return records.stream()
        .filter(each -> each.getName().equals(records.getFirst().getName()))
        .filter(each -> SteeredTypes.MEMBERS.contains(each.getType()))
        .map(each -> Endpoint.of(each.getType(), each.rdataToWireCanonical()))
        .allMatch(members::contains);
  }

  private static DnsName name(String name) throws RefusedException {
    try {
      return DnsName.parse(name);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + name + "\" is no name: " + e.getMessage());
    }
  }

  /// A name that is answered by a steered wildcard belongs to the wildcard.
  private @Nullable CompiledSteering steered(MonitoredZone zone, DnsName owner, int type) {
    synchronized (zones) {
      return zone.steered(zone.answeringOwner(owner, type), type);
    }
  }

  private static ExplainedQuestion question(
      DnsName owner, int type, @Nullable ClientNetwork network) throws RefusedException {
    try {
      return ExplainedQuestion.of(owner, type, network);
    } catch (IOException e) {
      throw new RefusedException("this question cannot be asked: " + e.getMessage());
    }
  }

  private Message ask(ExplainedQuestion question, long now) throws RefusedException {
    var in = question.message();
    var out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
    int length;
    synchronized (this) {
      length = engine.process(in, 0, in.length, question.client(), now, out, 0);
    }
    try {
      return new Message(java.util.Arrays.copyOf(out, length));
    } catch (IOException e) {
      throw new RefusedException("the answer cannot be shown: " + e.getMessage());
    }
  }

  /// Which rule the client falls under; null for a name without rules.
  private static @Nullable String rule(MonitoredZone zone, CompiledSteering steered, Query query) {
    var name = zone.data().steering().steering().find(steered.owner());
    if (name == null || name.rules().isEmpty()) {
      return null;
    }
    var number = steered.ruleOf(query);
    return number == 0 ? "none" : RuleText.of(number, name.rules().get(number - 1));
  }

  /// For how large a network around the client the answer holds; null when no network asked.
  private static @Nullable Integer scope(Message answer) {
    var opt = answer.getOPT();
    return opt == null
        ? null
        : opt.getOptions(EDNSOption.Code.CLIENT_SUBNET).stream()
            .map(option -> ((ClientSubnetOption) option).getScopePrefixLength())
            .findFirst()
            .orElse(null);
  }

  private List<Explanation.Tier> tiers(MonitoredZone zone, Decision decision) {
    var health = zones.health(zone);
    var trickle = decision.trickle();
    var all = trickle == null ? decision.tiers() : trickle.tiers();
    return all.stream().map(tier -> tier(zone, health, decision, tier)).toList();
  }

  private static Explanation.Tier tier(
      MonitoredZone zone, ZoneHealth health, Decision decision, Decision.Tier tier) {
    var answers = decision.chosen() >= 0 && decision.tiers().get(decision.chosen()).equals(tier);
    return new Explanation.Tier(
        tier.name().toString(),
        answers ? "answers (" + tier.state().word() + ")" : idle(decision, tier),
        tier.members().stream()
            .map(each -> member(each, health.detail(zone.member(tier.name(), each.address()))))
            .toList());
  }

  /// A tier may be well and yet wait for its failback.
  private static String idle(Decision decision, Decision.Tier tier) {
    var word = tier.state().word();
    var place = decision.tiers().indexOf(tier);
    var waits = place >= 0 && place < decision.first();
    return waits && tier.state() == Decision.TierState.HEALTHY
        ? word + ", waits for failback"
        : word;
  }

  private static Explanation.Member member(Decision.Member member, String detail) {
    var reason = member.reason().word() + (detail.isEmpty() ? "" : ": " + detail);
    return new Explanation.Member(
        member.address().toString(),
        member.in() ? Explanation.Place.IN : Explanation.Place.OUT,
        reason.equals("ok") ? null : reason,
        new Weight(member.weight().toString()));
  }

  /// An answer with some of the members may live longer than one with all.
  private static Explanation.TtlSource source(Decision decision, long ttl) {
    var from = decision.ttlFrom();
    if (ttl > decision.ttlSeconds() && decision.chosen() >= 0) {
      for (var member : decision.tiers().get(decision.chosen()).members()) {
        var own = member.ttlFrom();
        if (own != null && member.ttlSeconds() == ttl) {
          from = own;
        }
      }
    }
    return Explanation.TtlSource.valueOf(from.name());
  }

  private static Explanation.Promise promise(Decision decision) {
    return decision.promiseKept()
        ? new Explanation.Promise(Explanation.PromiseState.KEPT, null)
        : new Explanation.Promise(Explanation.PromiseState.SUSPENDED, decision.promiseReason());
  }
}
