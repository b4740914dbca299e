package org.pharosdns.zone.steer;

/// The scratch of one evaluation of a tier, and how it came out. One per {@link Choice}, so that
/// answering allocates nothing.
final class Evaluation {
  /// What kind of answer a steered RRset gives.
  enum Outcome {
    /// Checks without a first result.
    NOT_READY,
    /// Members of a tier, by its rule.
    SELECTED,
    /// Every member of a tier that is not drained, forced down or off.
    OPEN,
    NODATA
  }

  /// Per member: whether it may be in the answer of its tier.
  final boolean[] in;

  /// Per member: whether its evidence is too old.
  final boolean[] stale;

  /// Per member that is in: the TTL it allows, seconds.
  final int[] ttl;

  /// The members that the answer is chosen from.
  final int[] live;

  int liveCount;

  /// Per live member: its score in the contest for the client.
  final long[] scores;

  /// What is being hashed.
  final byte[] hashScratch = new byte[NetworkHash.SCRATCH_OCTETS];

  /// Per group: the sum of the weights of its live members.
  final long[] groupSums;

  /// Who asks; set only where that matters.
  final ClientNetwork client = new ClientNetwork();

  /// How long a prefix around the client the answer holds for, bits; 0 for everyone.
  int clientScope;

  /// Whether members with a share are in, so that standby ones do not answer.
  boolean shares;

  Outcome outcome = Outcome.NODATA;

  /// Index of the tier that answers, −1 for none.
  int tier;

  /// No TTL may be above, seconds: the recovery budget.
  int cap;

  /// Whether `cap` is v_min because the recovery budget left less.
  boolean capIsMinimum;

  /// Whether no lease stands behind the answer.
  boolean panic;

  /// For tiers of any size that may be steered.
  Evaluation() {
    this(Choice.MOST_RECORDS);
  }

  /// @param members of the largest tier that is evaluated
  Evaluation(int members) {
    in = new boolean[members];
    stale = new boolean[members];
    ttl = new int[members];
    live = new int[members];
    scores = new long[members];
    groupSums = new long[members];
  }

  void begin() {
    outcome = Outcome.NODATA;
    tier = -1;
    cap = CompiledMember.UNLIMITED;
    capIsMinimum = false;
    panic = false;
    healthy = false;
    clientScope = 0;
  }

  /// How long a prefix around the client its rule holds for, bits; kept over {@link #begin}.
  int ruleScope;

  /// Whether the tier that answers is as healthy as it wants to be.
  boolean healthy;

  /// Notes that the answer holds for no larger network around the client than one of `bits`.
  void narrowTo(int bits) {
    clientScope = Math.max(clientScope, bits);
  }
}
