package org.pharosdns.dns.answer;

/// What an answer has followed so far: the owners of its aliases, so that loops end, and the DNAMEs
/// it holds, so that none stands there twice.
final class AliasChain {
  private final long[] owners;
  private final long[] redirectors;
  private final int[] positions;
  private int links;
  private int redirections;

  /// @param maxLinks the most aliases followed in one answer
  AliasChain(int maxLinks) {
    owners = new long[maxLinks];
    redirectors = new long[maxLinks];
    positions = new int[maxLinks];
  }

  void begin() {
    links = 0;
    redirections = 0;
  }

  /// Whether nothing has been followed yet.
  boolean isEmpty() {
    return links == 0;
  }

  /// Notes one alias, by the hashes of its owner and target.
  ///
  /// @return whether the target may be followed: it is new and the limit is not reached
  boolean follow(long owner, long target) {
    owners[links++] = owner;
    for (var i = 0; i < links; i++) {
      if (owners[i] == target) {
        return false;
      }
    }
    return links < owners.length;
  }

  /// Notes that a DNAME stands in the message, by the hash of its owner, its RDATA at `position`.
  void redirected(long owner, int position) {
    redirectors[redirections] = owner;
    positions[redirections++] = position;
  }

  /// Returns where the RDATA of the DNAME of that owner stands in the message, 0 when it does not.
  int positionOf(long owner) {
    for (var i = 0; i < redirections; i++) {
      if (redirectors[i] == owner) {
        return positions[i];
      }
    }
    return 0;
  }
}
