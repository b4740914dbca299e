package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The weight of an address goes, and nothing else.
class SteeringTextTest {
  private static String without(String text) {
    var steering = new SteeringText(text);
    steering.withoutWeight("www", "192.0.2.2");
    return steering.text();
  }

  @Test
  void aWeightAmongOthersGoesWithItsComma() {
    assertThat(without("[name.www]\nweights = { \"192.0.2.1\" = 1, \"192.0.2.2\" = 2 } # c\n"))
        .isEqualTo("[name.www]\nweights = { \"192.0.2.1\" = 1 } # c\n");
    assertThat(without("[name.www]\nweights={\"192.0.2.2\"=\"off\",\"192.0.2.1\"=1}\n"))
        .isEqualTo("[name.www]\nweights={\"192.0.2.1\"=1}\n");
    assertThat(
            without("[name.www]\nweights = { \"a\" = 1, \"192.0.2.2\" = 2, \"b\" = 3 }\nx = 1\n"))
        .isEqualTo("[name.www]\nweights = { \"a\" = 1, \"b\" = 3 }\nx = 1\n");
  }

  @Test
  void theOnlyWeightLeavesAnEmptyTable() {
    assertThat(without("[name.www]\nweights = { \"192.0.2.2\" = 2 }\n"))
        .isEqualTo("[name.www]\nweights = { }\n");
  }

  @Test
  void aWeightOnALineOfItsOwnGoesWithTheLine() {
    assertThat(without("[name.www.weights]\n\"192.0.2.1\" = 1\n\"192.0.2.2\" = 2 # two\n"))
        .isEqualTo("[name.www.weights]\n\"192.0.2.1\" = 1\n");
    assertThat(without("[name.www]\nweights.\"192.0.2.2\" = 2\ncheck = \"c\"\n"))
        .isEqualTo("[name.www]\ncheck = \"c\"\n");
  }

  @Test
  void whatHasNoWeightStays() {
    var text = "[name.other]\nweights = { \"192.0.2.2\" = 2 }\n[name.www]\ncheck = \"c\"\n";
    assertThat(without(text)).isEqualTo(text);
    assertThat(without("")).isEmpty();
  }
}
