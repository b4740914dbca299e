package org.pharosdns.cli.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a running server lets an operator see and change. The server implements it, and so does
/// [ControlClient], which asks a server over its control socket.
///
/// Every method may be called by several threads at once. A method that changes something returns
/// when the change is durable and the very next query sees it; one that throws has changed nothing.
public interface ControlApi extends ZonesApi {
  /// Returns the members that `what` names (as in [ForceRequest]), or all members when it is empty,
  /// in the order of zone, name, type and zone file.
  ///
  /// @throws RefusedException when one of `what` matches nothing
  List<MemberStatus> status(List<String> what) throws RefusedException;

  /// Returns everything that the status page shows.
  Overview overview() throws RefusedException;

  /// Returns why a question is answered as it is.
  ///
  /// @param name absolute; a final dot may be missing
  /// @param type mnemonic or `TYPE12345`, in any case
  /// @param client an address or network that asks, or null
  /// @throws RefusedException when an argument makes no sense
  Explanation explain(String name, String type, @Nullable String client) throws RefusedException;

  /// Forces members into a state and returns them as they stand then.
  ///
  /// @throws RefusedException when one of `what` matches nothing, when a name would be left empty,
  ///     or when the change cannot be stored
  List<MemberStatus> force(ForceRequest request) throws RefusedException;

  /// Releases members and returns them as they stand then.
  ///
  /// @throws RefusedException when one of `what` matches nothing or the change cannot be stored
  List<MemberStatus> release(ReleaseRequest request) throws RefusedException;

  /// Takes verdicts for the members that use a feed.
  ///
  /// @param name of the check of type `feed`, which has no file
  /// @param verdicts lines `ADDRESS up|down|drain [weight NN%]`
  /// @throws RefusedException when there is no such feed or a line is wrong
  FeedReport push(String name, String verdicts) throws RefusedException;

  /// Lets a name answer from its best tier that is well.
  ///
  /// @param owner absolute; a final dot may be missing
  /// @throws RefusedException when nothing steered is called so, or a lower tier answers and no
  ///     better one can
  List<FailbackReport> failback(String owner) throws RefusedException;

  /// Reads configuration and zones again. A zone with errors keeps its old data.
  ///
  /// @param zones only these; empty for all, and the configuration with them
  /// @param force whether to accept zones that would lose more than half of their records or
  ///     steered names, and that more than half of all zones are gone
  /// @throws RefusedException when nothing at all could be read
  ReloadReport reload(List<String> zones, boolean force) throws RefusedException;

  /// Returns which server this is.
  ServerVersion version() throws RefusedException;
}
