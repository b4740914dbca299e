package org.pharosdns.health.check;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.pharosdns.health.dns.DnsExchange;
import org.pharosdns.health.dns.DnsReply;
import org.pharosdns.health.dns.MalformedReplyException;

/// Runs a {@link DnsCheck}.
final class DnsProbe {
  private DnsProbe() {}

  static Finding run(DnsCheck check, InetSocketAddress server, Duration left, LongSupplier nanoTime)
      throws IOException, ProbeEnded {
    DnsReply reply = ask(check, server, left, nanoTime);
    if (reply.rcode() != check.rcode()) {
      throw ProbeEnded.failed("rcode-" + DnsReply.mnemonic(reply.rcode()));
    }
    if (!hasAddress(check, reply)) {
      throw ProbeEnded.failed("address");
    }
    return Finding.OK;
  }

  private static DnsReply ask(
      DnsCheck check, InetSocketAddress server, Duration left, LongSupplier nanoTime)
      throws IOException, ProbeEnded {
    try {
      return DnsExchange.ask(server, check.question(), left, nanoTime);
    } catch (MalformedReplyException e) {
      throw ProbeEnded.failed("protocol");
    } catch (EOFException e) {
      throw ProbeEnded.failed("closed");
    }
  }

  private static boolean hasAddress(DnsCheck check, DnsReply reply) {
    if (check.address() == null) {
      return true;
    }
    return check.address().equals(DnsCheck.ANY)
        ? !reply.addresses().isEmpty()
        : reply.addresses().stream().anyMatch(a -> AddressText.of(a).equals(check.address()));
  }
}
