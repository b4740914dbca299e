package org.pharosdns.health.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.check.ProbeResult.Kind;
import org.pharosdns.health.check.Timing;

/// Results are written as letters: P passes, F fails, V is void. Verdicts too: U up, S suspect, D
/// down, ? unknown.
class VerdictsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Timing rule(int fall, int rise, int okRun) {
    return new Timing(SECOND, SECOND, SECOND, 0, fall, rise, okRun);
  }

  private static String verdicts(Timing rule, String results) {
    var verdicts = new StringBuilder();
    MonitorState state = MonitorState.UNKNOWN;
    for (int i = 0; i < results.length(); i++) {
      state = Verdicts.next(state, kind(results.charAt(i)), rule);
      verdicts.append(letter(state.verdict()));
    }
    return verdicts.toString();
  }

  private static Kind kind(char letter) {
    return switch (letter) {
      case 'P' -> Kind.PASS;
      case 'F' -> Kind.FAIL;
      default -> Kind.VOID;
    };
  }

  private static char letter(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN -> '?';
      case UP -> 'U';
      case SUSPECT -> 'S';
      case DOWN -> 'D';
    };
  }

  @Test
  void theFirstResultDecidesAlone() {
    assertThat(verdicts(rule(3, 2, 1), "P")).isEqualTo("U");
    assertThat(verdicts(rule(3, 2, 1), "F")).isEqualTo("D");
    assertThat(verdicts(rule(3, 2, 1), "VVP")).isEqualTo("??U");
  }

  @Test
  void fallFailuresInARowMakeItDown() {
    assertThat(verdicts(rule(3, 2, 1), "PFFF")).isEqualTo("USSD");
    assertThat(verdicts(rule(1, 2, 1), "PF")).isEqualTo("UD");
  }

  @Test
  void onePassClearsTheFailures() {
    assertThat(verdicts(rule(3, 2, 1), "PFFPFFF")).isEqualTo("USSUSSD");
  }

  @Test
  void risePassesInARowMakeItUp() {
    assertThat(verdicts(rule(3, 2, 1), "FPP")).isEqualTo("DDU");
    assertThat(verdicts(rule(3, 1, 1), "FP")).isEqualTo("DU");
    assertThat(verdicts(rule(3, 3, 1), "FPPFPPP")).isEqualTo("DDDDDDU");
  }

  @Test
  void aRecoveredMonitorHasAllItsFailuresBeforeIt() {
    assertThat(verdicts(rule(3, 2, 1), "PFFFPPFF")).isEqualTo("USSDDUSS");
  }

  @Test
  void aVoidResultChangesNothing() {
    assertThat(verdicts(rule(2, 2, 1), "PVFVFVPVPV")).isEqualTo("UUSSDDDDUU");
  }

  @Test
  void leakyFailuresAddUpUntilEnoughPassesInARow() {
    assertThat(verdicts(rule(3, 2, 3), "PFPFPF")).isEqualTo("USUSUD");
    assertThat(verdicts(rule(3, 2, 3), "PFFPPPF")).isEqualTo("USSUUUS");
    assertThat(verdicts(rule(3, 2, 3), "PFFPPF")).isEqualTo("USSUUD");
  }
}
