package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator may see and change of zones, with a server or on the files alone.
///
/// A method that changes something returns when the change is durable and the very next query sees
/// it; one that throws has changed nothing. Zones are named with or without their final dot.
public interface ZonesApi {
  /// Returns the zones, by name.
  List<ZoneSummary> zones() throws RefusedException;

  /// Returns the records in force, to be gone over one after the other: of a large zone they are
  /// never there all at once.
  ///
  /// @param name relative to the zone, `@` its apex, or absolute; null for all
  /// @param type mnemonic or `TYPE12345`; null for all
  /// @throws RefusedException when an argument makes no sense
  Iterable<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException;

  /// Adds, sets or removes records.
  ///
  /// @throws RefusedException naming every problem
  ChangeReport change(RecordsRequest request) throws RefusedException;

  /// Makes a zone that is not there yet.
  ChangeReport create(CreateRequest request) throws RefusedException;

  /// Serves a zone no longer and puts its files aside, into the state folder.
  ChangeReport delete(DeleteRequest request) throws RefusedException;

  /// Returns how the files differ from what is in force.
  DiffReport diff(String zone) throws RefusedException;

  /// Returns the text of a zone file, for an editor.
  TextReport text(String zone) throws RefusedException;

  /// Replaces the text of a zone file.
  ///
  /// @throws RefusedException naming every problem in it, or when the file is not the one any more
  ///     that was read
  ChangeReport replace(ReplaceRequest request) throws RefusedException;

  /// Returns the changes of a zone, the oldest first.
  List<HistoryEntry> history(String zone) throws RefusedException;

  /// Takes a change back by a new one.
  ///
  /// @throws RefusedException when it no longer applies
  ChangeReport undo(UndoRequest request) throws RefusedException;

  /// Records to change.
  ///
  /// @param name relative to the zone, `@` its apex, or absolute
  /// @param type null only to remove all records of a name
  /// @param rdata each one record or, where one of them is none, all of them together one; empty
  ///     only
  ///     to remove all of the type
  /// @param ttl seconds, or null for what the file says
  /// @param weight of each address in its steering: a number, `standby` or `off`; null for no
  ///     change
  /// @param check the check of the name in its steering; null for no change
  record RecordsRequest(
      String zone,
      Action action,
      String name,
      @Nullable String type,
      List<String> rdata,
      @Nullable Integer ttl,
      @Nullable String weight,
      @Nullable String check,
      String author,
      @Nullable String reason) {
    /// What to do with the records.
    public enum Action {
      /// They shall be there too.
      ADD,
      /// They shall be the only ones of their name and type.
      SET,
      /// They shall not be there.
      REMOVE
    }
  }

  /// A zone to make.
  ///
  /// @param file a master file on the server's host to take over; null for a minimal zone
  /// @param ns names of nameservers for a minimal zone, the first one the primary; relative or
  ///     absolute; empty for `ns1`
  /// @param addresses of the nameservers in the zone, in their order; empty for loopback
  /// @param mbox who answers for the zone, as a name or a mail address; null for `hostmaster`
  /// @param replace whether a zone that is there may be replaced
  record CreateRequest(
      String zone,
      @Nullable String file,
      List<String> ns,
      List<String> addresses,
      @Nullable String mbox,
      boolean replace,
      String author,
      @Nullable String reason) {}

  /// A zone to give up.
  record DeleteRequest(String zone, String author, @Nullable String reason) {}

  /// A new text for a zone file.
  ///
  /// @param hash that of the [TextReport] that the text was made from
  record ReplaceRequest(
      String zone, String text, String hash, String author, @Nullable String reason) {
    /// What stands in a request beside its text: the zone, which has at most 1,280 octets in JSON,
    /// the hash, and the remark.
    private static final int MOST_BESIDE = Remark.MOST_OCTETS + 2048;

    /// Returns how many octets a request with `text` has at most.
    public static long mostOctets(String text) {
      return Body.json(text).octets() + MOST_BESIDE;
    }
  }

  /// A change to take back.
  ///
  /// @param id null for the last one
  record UndoRequest(String zone, @Nullable Integer id, String author, @Nullable String reason) {}

  /// A record in force.
  ///
  /// @param name absolute, with its final dot
  /// @param rdata in presentation format, names absolute
  record ZoneRecord(String name, int ttl, String type, String rdata) {}

  /// How the files of a zone differ from what is in force.
  ///
  /// @param serial in force
  /// @param fileSerial in the files; null where they have errors
  /// @param removed records that the files hold no longer, as `NAME TTL TYPE RDATA`
  /// @param added records that the files hold and that are not in force
  /// @param steeringDiffers whether the steering says something else
  /// @param problems of the files
  record DiffReport(
      String zone,
      long serial,
      @Nullable Long fileSerial,
      List<String> removed,
      List<String> added,
      boolean steeringDiffers,
      List<String> problems) {}

  /// The text of a zone file.
  ///
  /// @param hash SHA-256 of its octets
  record TextReport(String zone, String file, String text, String hash) {}
}
