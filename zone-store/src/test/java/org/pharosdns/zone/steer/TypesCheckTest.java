package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;

/// What `types` and `follow` may say of a name.
final class TypesCheckTest {
  private static Scene scene() {
    var mx = new byte[] {0, 10, 1, 'a', 0};
    return new Scene()
        .zone("www", 300, 1)
        .cname("alias", 300, "www.example.net")
        .rrset("both", RecordType.MX, 300, List.of(mx))
        .zone("both", 300, 2)
        .rrset("mail", RecordType.MX, 300, List.of(mx));
  }

  private static List<String> problems(NameBuilder name) {
    var scene = scene().steer(name);
    return SteeringValidator.validate(scene.steering(), scene).stream()
        .map(Problem::message)
        .toList();
  }

  @Test
  void typesMustExistAtTheName() {
    assertThat(problems(name("www").types(RecordType.CNAME)))
        .containsExactly("www has no CNAME records in the zone");
    assertThat(problems(name("nope").types(RecordType.A)))
        .containsExactly("nope has no A records in the zone");
  }

  @Test
  void ofBothAddressTypesOneIsEnough() {
    assertThat(problems(name("www").types(RecordType.A, RecordType.AAAA)))
        .containsExactly("www has no AAAA records in the zone");
    var scene = scene().steer(name("www").types(RecordType.A, RecordType.AAAA));
    assertThat(SteeringValidator.validate(scene.steering(), scene)).noneMatch(Problem::isError);
  }

  @Test
  void recordsThatNameHostsCanOnlyFollow() {
    assertThat(problems(name("mail").types(RecordType.MX)))
        .containsExactly("MX can only follow its targets");
    assertThat(problems(name("mail").follows())).isEmpty();
  }

  @Test
  void followNeedsTypesWhereSeveralCouldBeMeant() {
    assertThat(problems(name("both").follows())).containsExactly("which types of both are meant?");
    assertThat(problems(name("both").types(RecordType.A, RecordType.MX).follows())).isEmpty();
  }

  @Test
  void followIsForRecordsThatNameHosts() {
    assertThat(problems(name("www").follows()))
        .containsExactly("www has no records that could follow their targets");
    assertThat(problems(name("www").types(RecordType.A).follows()))
        .containsExactly("follow does nothing for A");
  }

  @Test
  void followByDefaultConcernsOnlyNamesWhoseRecordsCanFollow() {
    assertThat(problems(name("www").follows().inherits("follow"))).isEmpty();
    assertThat(problems(name("alias").follows().inherits("follow"))).isEmpty();
    assertThat(problems(name("both").follows().inherits("follow"))).isEmpty();
    assertThat(problems(name("www").types(RecordType.A).follows().inherits("follow"))).isEmpty();
    assertThat(problems(name("mail").follows().inherits("follow"))).isEmpty();
    assertThat(problems(name("nope").follows().inherits("follow")))
        .containsExactly("nope has no A or AAAA records in the zone, and no CNAME");
  }

  @Test
  void checkedAliasIsProbedAtItsHost() {
    assertThat(problems(name("alias").check("web"))).isEmpty();
  }
}
