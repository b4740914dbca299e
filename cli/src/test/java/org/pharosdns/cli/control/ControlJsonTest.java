package org.pharosdns.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Problem.Severity;

/// The shapes that scripts rely on.
class ControlJsonTest {
  private static String compact(Object value) {
    return ControlJson.mapper().writeValueAsString(value);
  }

  @Test
  void memberHasEveryKeyAndNullWhereNothingApplies() {
    assertThat(compact(FakeControl.UP))
        .isEqualTo(
            "{\"name\":\"www.example.com.\",\"type\":\"A\",\"address\":\"192.0.2.11\","
                + "\"verdict\":\"up\",\"forced\":null,\"effective\":\"up\",\"evidence_age\":0.400,"
                + "\"ttl\":21,\"exposed_until\":20.000,\"next_probe\":4.600,\"reason\":null,"
                + "\"ttl_from\":\"fresh\",\"lease\":21,\"exposure_assumed\":false,\"passes\":17,"
                + "\"failures\":0,\"transitions\":0,\"voids\":0}");
  }

  @Test
  void explanationTellsTiersChoiceTtlAndPromise() {
    assertThat(compact(FakeControl.STEERED))
        .isEqualTo(
            "{\"question\":{\"name\":\"www.example.com.\",\"type\":\"A\"},"
                + "\"client\":\"198.51.100.0/24\",\"zone\":\"example.com.\",\"rcode\":\"NOERROR\","
                + "\"tiers\":[{\"name\":\"www.example.com.\",\"state\":\"answers\",\"members\":["
                + "{\"address\":\"192.0.2.11\",\"state\":\"in\",\"reason\":null,\"weight\":70},"
                + "{\"address\":\"192.0.2.12\",\"state\":\"out\",\"reason\":\"connection refused\","
                + "\"weight\":\"standby\"}]}],\"chosen\":[\"192.0.2.11\"],\"ttl\":21,"
                + "\"ttl_from\":\"fresh\",\"promise\":{\"state\":\"kept\",\"reason\":null},"
                + "\"rule\":\"1: 198.51.0.0/16, EU\",\"scope\":16}");
  }

  @Test
  void problemHasItsComponentsAndNoOtherKey() {
    var problem = new Problem(Severity.ERROR, Path.of("a.zone"), 1, 2, "wrong", null, "x");
    assertThat(compact(problem))
        .isEqualTo(
            "{\"severity\":\"error\",\"file\":\"a.zone\",\"line\":1,\"column\":2,"
                + "\"message\":\"wrong\",\"hint\":null,\"source\":\"x\"}");
  }

  @Test
  void printedTextIsIndented() {
    assertThat(ControlJson.print(new ControlRoutes.Reload(List.of(), true)))
        .isEqualToNormalizingNewlines("{\n  \"zones\" : [ ],\n  \"force\" : true\n}");
  }

  @Test
  void messagesMayBe32LevelsDeepAndNotOneMore() {
    for (int depth : new int[] {31, 32}) {
      assertThat(ControlJson.mapper().readTree(nested(depth)).isArray()).isTrue();
    }
    assertThatThrownBy(() -> ControlJson.mapper().readTree(nested(33)))
        .hasMessageContaining("nesting depth");
  }

  @Test
  void anotherDepthMayBeSet() {
    for (int depth : new int[] {2, 3}) {
      assertThat(ControlJson.mapper(3).readTree(nested(depth)).isArray()).isTrue();
    }
    assertThatThrownBy(() -> ControlJson.mapper(3).readTree(nested(4)))
        .hasMessageContaining("nesting depth");
  }

  /// The text of a zone may fill the largest request that can be allowed.
  @Test
  void textsHaveNoOtherBoundThanTheMessage() {
    for (var mapper : List.of(ControlJson.mapper(), ControlJson.mapper(3))) {
      assertThat(mapper.tokenStreamFactory().streamReadConstraints().getMaxStringLength())
          .isEqualTo(Integer.MAX_VALUE);
    }
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }
}
