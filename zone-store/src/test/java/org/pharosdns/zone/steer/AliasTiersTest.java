package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.HostName.CNAME;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tiers that hold a CNAME.
final class AliasTiersTest {
  private static Scene addressesThenAlias() {
    return new Scene()
        .zone("www", 300, 1, 2)
        .cname("sorry", 45, "sorry.example.net")
        .steer(name("www").check("web").budget(30).backup("sorry"));
  }

  @Test
  void aliasAnswersForTheAddressesWhenItsTierIsReached() {
    var scene = addressesThenAlias();
    assertThat(scene.answer("www", 0)).isEqualTo("21: 1 2");
    scene.down(1, 2);
    scene.monitor(1).failedAt(0);
    scene.monitor(2).failedAt(0);
    assertThat(scene.answer("www", 0)).isEqualTo("ALIAS 45");
    assertThat(scene.explain("www", 0).kind()).isEqualTo(Choice.Kind.ALIAS);
  }

  @Test
  void recoveryBudgetCapsTheAlias() {
    var scene = addressesThenAlias().down(1, 2);
    scene.monitor(1).failedAt(-40);
    scene.monitor(2).failedAt(-10);
    assertThat(scene.answer("www", 0)).isEqualTo("ALIAS 19"); // R = 60, slack 1, 40 are over
  }

  @Test
  void thereIsNoAliasWhileAddressesAnswer() {
    var scene = addressesThenAlias();
    assertThat(scene.answer("www", CNAME, 0)).isEqualTo("NODATA " + Integer.MAX_VALUE);
    scene.down(1, 2);
    scene.monitor(1).failedAt(0);
    scene.monitor(2).failedAt(0);
    assertThat(scene.answer("www", CNAME, 0)).isEqualTo("ALIAS 45");
  }

  @Test
  void whetherThereIsAnAliasIsAQuestionOfTheTypesThatTheNameHas() {
    var scene =
        new Scene()
            .rrset("www", Address.AAAA, 300, List.of(Address.parse("2001:db8::1").octets()))
            .zone("dual", 300, 2)
            .rrset("dual", Address.AAAA, 300, List.of(Address.parse("2001:db8::2").octets()))
            .zone("four", 300, 4)
            .cname("sorry", 45, "sorry.example.net")
            .constant("broken", false)
            .steer(name("www").check("broken").backup("four", "dual", "sorry"))
            .steer(name("dual").check("web"))
            .steer(name("four").check("web"));
    scene.down(2);
    scene.monitor("web 2001:db8::2");
    assertThat(scene.compile("www", Address.AAAA).explain(0).chosen()).isEqualTo(2);
    assertThat(scene.answer("www", CNAME, 0)).startsWith("NODATA");
    assertThat(scene.compile("www", CNAME).explain(0).chosen()).isEqualTo(2);
  }

  @Test
  void theQuestionForAnAliasNeedsNoFirstResult() {
    var scene = addressesThenAlias();
    scene.silent("web", 1).is(MonitorReading.State.UNKNOWN);
    assertThat(scene.answer("www", 0)).isEqualTo("NOT_READY");
    assertThat(scene.answer("www", CNAME, 0)).startsWith("NODATA");
  }

  @Test
  void exhaustedAliasTierGoesOnAndIsOpenedAtTheEnd() {
    var scene =
        new Scene()
            .cname("www", 300, "www.example.net")
            .zone("sorry", 120, 21)
            .constant("broken", false)
            .steer(name("www").check("broken").backup("sorry"));
    assertThat(scene.answer("www", 0)).isEqualTo("120: 21");
    assertThat(scene.answer("www", CNAME, 0)).startsWith("NODATA");
    var alone =
        new Scene()
            .cname("www", 300, "www.example.net")
            .constant("broken", false)
            .steer(name("www").check("broken"));
    assertThat(alone.answer("www", CNAME, 0)).isEqualTo("ALIAS 10");
    assertThat(alone.compile("www", CNAME).isExhausted(0)).isTrue();
  }

  @Test
  void aliasIsPreferredToTheAddressesBehindIt() {
    var scene =
        new Scene()
            .cname("www", 300, "www.example.net")
            .zone("sorry", 120, 21)
            .steer(name("www").backup("sorry"));
    assertThat(scene.answer("www", 0)).isEqualTo("ALIAS 300");
    assertThat(scene.answer("www", CNAME, 0)).isEqualTo("ALIAS 300");
  }

  @Test
  void onlyTheTypesOfTheNameItselfCountAsExhausted() {
    var scene =
        new Scene()
            .zone("www", 300, 1)
            .cname("sorry", 45, "sorry.example.net")
            .constant("broken", false)
            .steer(name("www").check("broken").backup("sorry"))
            .steer(name("sorry").check("broken"));
    assertThat(scene.compile("www").isExhausted(0)).isTrue();
    assertThat(scene.compile("www", CNAME).isExhausted(0)).isFalse();
    assertThat(scene.answer("www", 0)).isEqualTo("10: 1");
    assertThat(scene.answer("www", CNAME, 0)).startsWith("NODATA");
  }
}
