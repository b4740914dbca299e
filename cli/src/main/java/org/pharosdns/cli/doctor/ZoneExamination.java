package org.pharosdns.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.control.ZonesApi;
import org.pharosdns.zone.transfer.Serial;

/// The zones of a running server beside what their other nameservers and the parent say.
final class ZoneExamination {
  /// More zones are not compared: the examination shall take seconds.
  private static final int MOST_ZONES = 50;

  private static final int DNS_PORT = 53;

  private final ZonesApi server;
  private final Nameservers nameservers;
  private final Duration patience;

  /// @param patience for all questions together
  ZoneExamination(ZonesApi server, Nameservers nameservers, Duration patience) {
    this.server = server;
    this.nameservers = nameservers;
    this.patience = patience;
  }

  /// Returns a line about the files of all zones, and lines about each nameserver and parent.
  List<Finding> findings() throws RefusedException {
    var all = server.zones();
    var findings = new ArrayList<>(files(all));
    var zones = all.stream().filter(ZoneSummary::isServed).toList();
    var questions = new ArrayList<Question>();
    for (var zone : zones.subList(0, Math.min(zones.size(), MOST_ZONES))) {
      questions.addAll(questions(zone));
    }
    findings.addAll(answers(questions));
    if (zones.size() > MOST_ZONES) {
      var rest = zones.size() - MOST_ZONES;
      findings.add(Finding.warn("serials", rest + " more zones were not compared"));
    }
    return findings;
  }

  private static List<Finding> files(List<ZoneSummary> zones) {
    var findings = new ArrayList<Finding>();
    for (var zone : zones) {
      if (!zone.problems().isEmpty()) {
        var first = zone.problems().getFirst().lines().findFirst().orElse("");
        findings.add(Finding.bad("zone " + zone.name(), "its files are not live: " + first));
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok("zones", zones.size() + " served, their files as of the last reload"));
    }
    return findings;
  }

  private record Question(String subject, Callable<Finding> work) {}

  private List<Question> questions(ZoneSummary zone) throws RefusedException {
    var questions = new ArrayList<Question>();
    var names = new TreeSet<String>();
    for (var record : server.records(zone.name(), "@", "NS")) {
      names.add(record.rdata().toLowerCase(Locale.ROOT));
    }
    for (var name : names) {
      var subject = "serial " + zone.name();
      questions.add(new Question(subject, () -> serial(subject, zone, name)));
    }
    if (!zone.name().equals(".")) {
      var subject = "parent of " + zone.name();
      questions.add(new Question(subject, () -> delegation(subject, zone, names)));
    }
    return questions;
  }

  /// Asks all at once and waits for each as long as the time lasts.
  private List<Finding> answers(List<Question> questions) {
    var end = System.nanoTime() + patience.toNanos();
    var tasks = new ArrayList<FutureTask<Finding>>();
    for (var question : questions) {
      var task = new FutureTask<>(question.work);
      tasks.add(task);
      Thread.ofVirtual().name("doctor").start(task);
    }
    var findings = new ArrayList<Finding>();
    for (var i = 0; i < tasks.size(); i++) {
      var left = Math.max(0, end - System.nanoTime());
      findings.add(answer(questions.get(i).subject, tasks.get(i), left));
    }
    return findings;
  }

  private static Finding answer(String subject, FutureTask<Finding> task, long nanos) {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Finding.warn(subject, "no answer in time");
    } catch (ExecutionException e) {
      var cause = e.getCause();
      return Finding.warn(subject, Reason.of(cause == null ? e : cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warn(subject, "interrupted");
    }
  }

  private Finding serial(String subject, ZoneSummary zone, String name) throws Exception {
    var addresses = addresses(zone.name(), name);
    if (addresses.isEmpty()) {
      return Finding.bad(subject, name + " has no address");
    }
    var serial = requireNonNull(zone.serial());
    var equal = new ArrayList<String>();
    for (var address : addresses) {
      var who = name + " (" + address.getHostAddress() + ")";
      try {
        var found = nameservers.serial(new InetSocketAddress(address, DNS_PORT), zone.name());
        if (found != serial) {
          var where = Serial.isNewer(serial, found) ? "behind" : "ahead";
          return Finding.warn(
              subject, "%s is %s: %d, here %d".formatted(who, where, found, serial));
        }
        equal.add(address.getHostAddress());
      } catch (IOException e) {
        return Finding.warn(subject, who + ": " + Reason.of(e));
      }
    }
    return Finding.ok(subject, "%d on %s (%s)".formatted(serial, name, String.join(", ", equal)));
  }

  private List<InetAddress> addresses(String zone, String name) throws Exception {
    if (!name.equals(zone) && !name.endsWith("." + zone)) {
      return nameservers.addresses(name);
    }
    var addresses = new ArrayList<InetAddress>();
    for (var type : List.of("A", "AAAA")) {
      for (var record : server.records(zone, name, type)) {
        addresses.add(InetAddress.ofLiteral(record.rdata()));
      }
    }
    return addresses;
  }

  private Finding delegation(String subject, ZoneSummary zone, SortedSet<String> names)
      throws IOException {
    var parent = nameservers.delegation(zone.name());
    if (parent.isEmpty()) {
      return Finding.warn(subject, "it does not delegate the zone");
    }
    return parent.equals(names)
        ? Finding.ok(subject, "delegates to " + String.join(", ", parent))
        : Finding.warn(
            subject,
            "delegates to "
                + String.join(", ", parent)
                + "; the zone says "
                + String.join(", ", names));
  }
}
