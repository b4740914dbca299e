package org.pharosdns.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.StatusRange;

/// What a `[check.NAME]` says that only checks of its type know, before an owner name is known.
public sealed interface CheckKind {
  /// A connection, and a dialogue over it.
  ///
  /// @param send octets, one per character, or null
  /// @param expect what must come back, or null
  record Tcp(@Nullable String send, @Nullable String expect) implements CheckKind {}

  /// A handshake, and a dialogue after it.
  ///
  /// @param send octets, one per character, or null
  /// @param expect what must come back, or null
  record Tls(Security tls, @Nullable String send, @Nullable String expect) implements CheckKind {}

  /// A request of HTTP or HTTPS.
  ///
  /// @param tls null for `http`
  /// @param body text that must occur, or null
  /// @param bodyLimit octets read of the body
  record Http(
      @Nullable Security tls,
      Request request,
      List<StatusRange> status,
      @Nullable String body,
      int bodyLimit)
      implements CheckKind {
    /// Copies the list.
    public Http {
      status = List.copyOf(status);
    }
  }

  /// A question to a DNS server.
  ///
  /// @param question absolute name; null for the owner name
  /// @param address `any`, an address, or null
  record Dns(@Nullable String question, int qtype, int rcode, @Nullable String address)
      implements CheckKind {}

  /// A call of the gRPC health service.
  ///
  /// @param tls null for clear text
  record Grpc(@Nullable Security tls, Request request, String service) implements CheckKind {}

  /// A datagram and its answer.
  ///
  /// @param send octets, one per character
  record Udp(String send, @Nullable String expect) implements CheckKind {}

  /// A program.
  ///
  /// @param command program and arguments, at least the program
  record Exec(List<String> command) implements CheckKind {
    /// Copies the list.
    public Exec {
      command = List.copyOf(command);
    }
  }

  /// Verdicts that others reach.
  ///
  /// @param file null for a feed that is pushed
  record Feed(@Nullable Path file, Duration validity) implements CheckKind {}

  /// The target says itself how it is.
  record Agent() implements CheckKind {}

  /// Nothing is probed.
  record Constant(boolean up) implements CheckKind {}

  /// What a TLS server must show.
  ///
  /// @param sni null for the host, or for the owner name where a check has no host
  record Security(@Nullable String sni, boolean verify, @Nullable Path caFile, int minDays) {}

  /// The head of an HTTP request.
  ///
  /// @param host null for the owner name
  record Request(String method, String path, @Nullable String host, Map<String, String> headers) {
    /// Copies the headers, which keep their order.
    public Request {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
  }
}
