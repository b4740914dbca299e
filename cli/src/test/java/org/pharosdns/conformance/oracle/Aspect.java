package org.pharosdns.conformance.oracle;

import java.util.List;
import java.util.TreeSet;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Rr;

/// What of a reply is compared, each by itself.
enum Aspect {
  /// QR, opcode, RD, RA, Z, AD, CD and the question as it came back, case included.
  HEADER {
    @Override
    Object of(Reply reply) {
      return "%04x %s".formatted(reply.flags() & ~0x060f, reply.question());
    }
  },
  /// The RCODE with its extended bits.
  RCODE {
    @Override
    Object of(Reply reply) {
      return reply.status();
    }
  },
  /// Authoritative or not.
  AA {
    @Override
    Object of(Reply reply) {
      return reply.aa();
    }
  },
  /// Cut off or not.
  TC {
    @Override
    Object of(Reply reply) {
      return reply.tc();
    }
  },
  /// Version and DO of OPT, or that there is none.
  EDNS {
    @Override
    Object of(Reply reply) {
      var edns = reply.edns();
      return edns == null ? "none" : edns.version() + (edns.dnssecOk() ? " do" : "");
    }
  },
  /// The answer section as a set, TTLs included.
  ANSWER {
    @Override
    Object of(Reply reply) {
      return set(reply.answer());
    }
  },
  /// The authority section as a set, TTLs included.
  AUTHORITY {
    @Override
    Object of(Reply reply) {
      return set(reply.authority());
    }
  },
  /// The additional section as a set, TTLs included, without OPT.
  ADDITIONAL {
    @Override
    Object of(Reply reply) {
      return set(reply.additional());
    }
  };

  /// Returns what is compared with `equals`.
  abstract Object of(Reply reply);

  /// Whether this server has a say: NSD can be told to leave out the optional parts of both other
  /// sections of a positive answer, or of neither, so it is told to and not asked about the
  /// additional section there.
  boolean counts(ServerKind kind, Reply reply) {
    return this != ADDITIONAL || kind != ServerKind.NSD || reply.answer().isEmpty();
  }

  /// Whether this aspect says something of a reply that was cut off: which records stay is each
  /// server's own choice (RFC 2181 section 9).
  boolean survivesTruncation() {
    return this != ANSWER && this != AUTHORITY && this != ADDITIONAL;
  }

  /// Whether two questions of this type can be compared in this aspect.
  boolean applies(Ask ask) {
    return this != EDNS || ask.hasEdns();
  }

  private static Object set(List<Rr> records) {
    var lines = new TreeSet<String>();
    records.forEach(record -> lines.add(record.toString()));
    return lines;
  }
}
