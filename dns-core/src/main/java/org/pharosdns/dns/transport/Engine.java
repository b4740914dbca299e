package org.pharosdns.dns.transport;

import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.QueryProcessor;

/// The engine itself as what the transports see.
record Engine(QueryProcessor processor) implements MessageProcessor {
  @Override
  public int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset) {
    return processor.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
  }

  @Override
  public boolean looksAhead() {
    return processor.looksAhead();
  }

  @Override
  public void foresee(byte[] in, int inOffset, int inLength) {
    processor.foresee(in, inOffset, inLength);
  }

  @Override
  public void fetch() {
    processor.fetch();
  }
}
