package org.pharosdns.zone.update;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;

/// The zones as updates need them. All methods are called by one thread, inside {@link
/// #exclusively}
/// unless they say otherwise.
public interface UpdatedZones {
  /// Runs `work` while nobody else changes zones: no reload, no edit.
  void exclusively(Runnable work);

  /// Returns the records in force, or null when there is no such zone.
  @Nullable ZoneContents contents(DnsName apex);

  /// Returns what would be wrong with a zone of these records; warnings too.
  ///
  /// @param waitingOctets how many octets of changes its file would not have yet
  List<Problem> check(DnsName apex, ZoneContents contents, long waitingOctets);

  /// Makes all ready that it takes to answer with these records, so that {@link #publish} finds it
  /// made.
  ///
  /// @return why that cannot be
  Optional<Problem> prepare(DnsName apex, ZoneContents contents);

  /// What was made ready is not to be answered with: it need not be kept.
  void discard();

  /// Answers with these records from now on.
  void publish(DnsName apex, ZoneContents contents);

  /// Brings changes, and the serial in force, into the file of a zone, so that they need not be
  /// remembered any longer.
  ///
  /// @return what stands in the way; nothing when they are there for good
  List<String> fold(DnsName apex, List<RecordChange> changes);
}
