package org.pharosdns.dns.tap;

import org.pharosdns.dns.query.Draw;

/// Which of the messages are kept. Owned by one event loop.
public final class Sample {
  private final long keptOf32Bits;
  private final Draw draw;

  /// @param share of the messages to keep, above 0 to 1
  /// @param draw decides which
  public Sample(double share, Draw draw) {
    keptOf32Bits = Math.round(share * (1L << 32));
    this.draw = draw;
  }

  /// Whether the next message is kept.
  public boolean keeps() {
    return keptOf32Bits >>> 32 != 0 || draw.bits() >>> 32 < keptOf32Bits;
  }
}
