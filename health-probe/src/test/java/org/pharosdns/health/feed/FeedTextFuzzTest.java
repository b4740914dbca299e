package org.pharosdns.health.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.AddressText;
import org.pharosdns.testkit.GeneratedInputs;

/// Any text as a feed: each line a verdict on an address, a problem, or nothing.
class FeedTextFuzzTest {
  @FuzzTest
  void anyText(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    var feed = FeedText.parse(text);
    var lines = text.split("\n", -1).length;
    assertThat(feed.verdicts().size() + feed.problems().size()).isLessThanOrEqualTo(lines);
    for (var address : feed.verdicts().keySet()) {
      if (isName(address)) {
        assertThat(address).isEqualTo(address.toLowerCase(Locale.ROOT)).doesNotEndWith(".");
      } else {
        assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(address);
      }
    }
    for (var result : feed.verdicts().values()) {
      assertThat(result.weightPercent()).isBetween(0, 100);
    }
  }

  private static boolean isName(String address) {
    return !address.contains(":") && !address.matches("[0-9.]*");
  }

  @Test
  void generatedTexts() {
    GeneratedInputs.of(FeedTextFuzzTest.class, "anyText").feed(20_000, this::anyText);
  }
}
