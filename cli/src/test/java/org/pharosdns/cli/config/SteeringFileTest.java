package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.geo.GeoFile;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.ClientRule;
import org.pharosdns.zone.steer.Comeback;
import org.pharosdns.zone.steer.Failback;
import org.pharosdns.zone.steer.Flap;
import org.pharosdns.zone.steer.MemberSettings;
import org.pharosdns.zone.steer.MinHealthy;
import org.pharosdns.zone.steer.NetworkHash;
import org.pharosdns.zone.steer.Prefix;
import org.pharosdns.zone.steer.Promise;
import org.pharosdns.zone.steer.Selection;
import org.pharosdns.zone.steer.Startup;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.Target;
import org.pharosdns.zone.steer.Tolerance;
import org.pharosdns.zone.steer.Trickle;
import org.pharosdns.zone.steer.Weight;

/// Steering files, as KEYS says.
final class SteeringFileTest {
  private static final DnsName APEX = DnsName.parse("example.com");
  @TempDir Path folder;

  private Loaded<SteeringFile> load(String server, String text) throws IOException {
    Files.writeString(folder.resolve("pharos.toml"), server);
    Files.writeString(folder.resolve("example.com.toml"), text);
    var configuration = ConfigLoader.load(folder.resolve("pharos.toml"), folder);
    assertThat(configuration.problems()).isEmpty();
    return ConfigLoader.loadSteering(
        folder.resolve("example.com.toml"), APEX, Objects.requireNonNull(configuration.value()));
  }

  private SteeringFile loaded(String text) throws IOException {
    return loaded("", text);
  }

  private SteeringFile loaded(String server, String text) throws IOException {
    var loaded = load(server, text);
    assertThat(loaded.problems()).isEmpty();
    return Objects.requireNonNull(loaded.value());
  }

  private List<String> problems(String text) throws IOException {
    var loaded = load("", text);
    assertThat(loaded.value()).isNull();
    return loaded.problems().stream().map(p -> p.format().replace(folder + "/", "")).toList();
  }

  @Test
  void ofVeryManyProblemsAThousandAreShownAndTheRestIsCounted() throws IOException {
    var text = new StringBuilder("\r\n");
    for (var i = 0; i < 50_000; i++) {
      text.append("key").append(i).append(" = 1\r\n");
    }
    assertThat(problems(text.toString()))
        .hasSize(1001)
        .last()
        .asString()
        .contains("and 49000 more errors");
    assertThat(problems(text.toString()).get(998))
        .startsWith("example.com.toml:1000:1: ")
        .contains("key998 = 1\n");
  }

  private static SteeredName name(SteeringFile file, String owner) {
    return Objects.requireNonNull(file.steering().find(DnsName.parse(owner, APEX)));
  }

  @Test
  void receiversOfAlertsStandOnlyInTheConfiguration() throws IOException {
    assertThat(problems("[notify.ops]\ntype = \"exec\"\n"))
        .singleElement()
        .asString()
        .contains("error: [notify.NAME] stands only in pharos.toml: it tells of all zones");
  }

  @Test
  void nameWithoutKeysHasTheDocumentedDefaults() throws IOException {
    var name = name(loaded("[name.www]\n"), "www");
    assertThat(name.check()).isEqualTo(new CheckRequirement.None());
    assertThat(name.selection()).isEqualTo(new Selection(Selection.Select.ROTATE, 0));
    assertThat(name.tolerance()).isEqualTo(Tolerance.DEFAULTS);
    assertThat(name.startup()).isEqualTo(Startup.DEFAULTS);
    assertThat(name.promise()).isEqualTo(Promise.DEFAULTS);
    assertThat(name.types()).isEmpty();
    assertThat(name.unlistedAllowed()).isTrue();
  }

  @Test
  void exampleOfTheDesignLoads() throws IOException {
    var file =
        loaded(
            """
            [check.web]
            type     = "https"
            port     = 443
            path     = "/healthz"
            host     = "www.example.com"
            status   = ["200-299"]
            body     = "ok"
            interval = "5s"
            timeout  = "2s"
            fall     = 3
            rise     = 2

            [name.www]
            check   = "web"
            select  = "weighted"
            answers = 1
            weights = { "192.0.2.11" = 70, "192.0.2.12" = 20, "192.0.2.13" = "standby" }
            backup  = ["www-dr", "sorry"]
            failover_budget = "30s"

            [name.www.member."192.0.2.13"]
            target = "10.0.0.13:8443"
            """);
    var name = name(file, "www");
    assertThat(name.selection()).isEqualTo(new Selection(Selection.Select.WEIGHTED, 1));
    assertThat(name.weight(Address.parse("192.0.2.11"))).isEqualTo(new Weight.Share(70));
    assertThat(name.weight(Address.parse("192.0.2.13"))).isEqualTo(new Weight.Standby());
    assertThat(name.member(Address.parse("192.0.2.13")).target())
        .isEqualTo(new Target("10.0.0.13", 8443));
    assertThat(name.backup()).hasSize(2);
    assertThat(name.promise().failoverBudget()).isEqualTo(Duration.ofSeconds(30));
    assertThat(name.places().of("failover_budget").line()).isEqualTo(19);
    assertThat(name.places().of("backup.1").column()).isEqualTo(22);
    var check = Objects.requireNonNull(file.checks().get("web"));
    var http = (CheckKind.Http) check.kind();
    assertThat(http.tls()).isNotNull();
    assertThat(http.request().host()).isEqualTo("www.example.com");
    assertThat(http.bodyLimit()).isEqualTo(16 << 10);
    assertThat(file.steering().timings()).containsOnlyKeys("web");
  }

  @Test
  void everyPolicyKeyIsRead() throws IOException {
    var name =
        name(
            loaded(
                """
                [check.a]
                type = "tcp"
                port = 1
                [check.b]
                type = "up"
                [name."*.app"]
                check = { any = 1, of = ["a", "b"] }
                types = ["AAAA"]
                min_healthy = "50%"
                on_low = "next"
                on_exhausted = "nodata"
                initial = "out"
                initial_deadline = "3s"
                suspect = "keep"
                enforce = "warn"
                slack = "0.5s"
                recovery_budget = "2m"
                min_ttl = "2s"
                panic_ttl = "7s"
                negative_ttl = "8s"
                forced_ttl = "9s"
                unlisted = "error"
                failback = "auto"
                """),
            "*.app");
    assertThat(name.check()).isEqualTo(new CheckRequirement.AnyOf(1, List.of("a", "b")));
    assertThat(name.types()).containsExactly(Address.AAAA);
    assertThat(name.tolerance())
        .isEqualTo(
            new Tolerance(
                new MinHealthy.Percent(50),
                Tolerance.OnLow.NEXT,
                Tolerance.OnExhausted.NODATA,
                Tolerance.OnMonitorFailure.FREEZE,
                false));
    assertThat(name.startup()).isEqualTo(new Startup(Startup.Initial.OUT, Duration.ofSeconds(3)));
    assertThat(name.promise().strict()).isFalse();
    assertThat(name.promise().slack()).isEqualTo(Duration.ofMillis(500));
    assertThat(name.promise().forcedTtl()).isEqualTo(Duration.ofSeconds(9));
    assertThat(name.unlistedAllowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"www, www", "@, @", "www.example.com., www", "*.app, *.app", "a.b, a.b"})
  void ownersAreRelativeToTheZone(String key, String owner) throws IOException {
    assertThat(loaded("[name.\"" + key + "\"]\n").steering().names())
        .singleElement()
        .extracting(name -> name.owner().relativeTo(APEX))
        .isEqualTo(owner);
  }

  @Test
  void ownDefaultsComeBeforeThoseOfTheServer() throws IOException {
    var server =
        """
        [check.web]
        type = "http"
        [defaults]
        check = "web"
        failover_budget = "40s"
        min_ttl = "3s"
        """;
    var file =
        loaded(
            server,
            """
            [defaults]
            failover_budget = "50s"
            [name.a]
            [name.b]
            failover_budget = "60s"
            """);
    assertThat(name(file, "a").promise().failoverBudget()).isEqualTo(Duration.ofSeconds(50));
    assertThat(name(file, "b").promise().failoverBudget()).isEqualTo(Duration.ofSeconds(60));
    assertThat(name(file, "b").promise().minTtl()).isEqualTo(Duration.ofSeconds(3));
    assertThat(name(file, "a").check()).isEqualTo(new CheckRequirement.AllOf(List.of("web")));
    assertThat(file.checks()).containsOnlyKeys("web");
  }

  @Test
  void missingSteeringFileSteersNothing() throws IOException {
    var configuration = Objects.requireNonNull(ConfigLoader.load(null, folder).value());
    var loaded = ConfigLoader.loadSteering(folder.resolve("none.toml"), APEX, configuration);
    assertThat(Objects.requireNonNull(loaded.value()).steering().names()).isEmpty();
  }

  @Test
  void membersComeBackAsTheFileSays() throws IOException {
    var file =
        loaded(
            """
            [check.web]
            type = "http"
            leaky = { ok_run = 7 }
            [name.www]
            check = "web"
            flap = { max = 3, within = "2m" }
            slow_start = "90s"
            failback = "after:10m"
            on_monitor_failure = "closed"
            """);
    var www = name(file, "www");
    assertThat(www.comeback())
        .isEqualTo(
            new Comeback(
                new Flap(3, Duration.ofMinutes(2), Duration.ofMinutes(5)),
                Duration.ofSeconds(90),
                new Failback.After(Duration.ofMinutes(10))));
    assertThat(www.tolerance().onMonitorFailure()).isEqualTo(Tolerance.OnMonitorFailure.CLOSED);
    assertThat(Objects.requireNonNull(file.steering().timings().get("web")).okRun()).isEqualTo(7);
  }

  @Test
  void misspelledKeyIsNamedWithItsLine() throws IOException {
    assertThat(problems("[check.web]\ntype = \"http\"\nintervall = \"1s\"\n"))
        .containsExactly(
            """
            example.com.toml:3:1: error: unknown key "intervall" (did you mean "interval"?)
              intervall = "1s"
              ^""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[name.www]~weights = { '192.0.2.1' = 0 } | 2:13: error: weight 0 is not clear: \"standby\"",
        "[name.www]~weights = { '192.0.2.1' = 1000001 } | must be from 1 to 1000000",
        "[name.www]~weights = { '192.0.2.1' = 1.5 } | must be a whole number, not the number 1.5",
        "[name.www]~weights = { '192.0.2.1' = 'spare' } | \"standby\" or \"off\", not \"spare\"",
        "[name.www]~weights = { '192.0.2.999' = 1 } | \"192.0.2.999\" is no IPv4 or IPv6 address",
        "[name.www]~check = 'web' | there is no [check.web]",
        "[check.web]~type='up'~[name.www]~check = 'wbe' | (did you mean \"web\"?)",
        "[name.www]~check = { any = 1, of = ['a'] } | there is no [check.a]",
        "[check.a]~type='up'~[name.www]~check = { any = 2, of = ['a'] } | any must be from 1 to 1",
        "[name.www]~select = 'random' | must be one of \"rotate\", \"weighted\", \"weighted-multi\"",
        "[name.www]~flap = { max = 0 } | max must be from 1 to 1000",
        "[name.www]~failback = 'later' | failback must be \"auto\", \"manual\" or \"after:10m\"",
        "[name.www]~groups = 'one-group' | groups needs select = \"weighted-multi\"",
        "[name.www]~select = 'weighted-multi'~groups = 'x' | \"one-group\", \"one-per-group\", not",
        "[name.www]~hash = { v4 = 24 } | hash needs select = \"hash\"",
        "[name.www]~select = 'hash'~hash = { v4 = 33 } | v4 must be from 1 to 32, not 33",
        "[name.www]~select = 'hash'~hash = { key_file = 'no' } | the key cannot be read: there is no such file",
        "[name.www]~select = 'hash'~hash = { key = 'no' } | unknown key \"key\"",
        "[[name.www.rule]]~tiers = ['www'] | a rule needs subnets or geo",
        "[[name.www.rule]]~subnets = ['10.0.0.0/8'] | a rule needs tiers",
        "[[name.www.rule]]~subnets = ['10.0.0.1/8']~tiers = ['www'] | the network is 10.0.0.0/8",
        "[[name.www.rule]]~geo = ['EU']~tiers = ['www'] | a geo rule needs a database",
        "[[name.www.rule]]~geo = ['eu']~tiers = ['www'] | did you mean \"EU\"?",
        "[[name.www.rule]]~subnets = ['::/0']~tiers = ['www']~fence = true | unknown key \"fence\"",
        "[[name.www.rule]]~subnets = ['::/0']~tiers = ['www']~geo = ['QQ'] | \"QQ\" is no continent",
        "[name.www]~rule = { tiers = ['www'] } | rule must be a list of tables, not a table",
        "[name.www]~trickle = { to = 'dr' } | trickle needs both",
        "[name.www]~trickle = { to = 'dr', share = 1.5 } | share must be from 0 to 1, not 1.5",
        "[name.www]~trickle = { to = 'dr', share = 0 } | share must be at least 0.000001",
        "[defaults]~rule = [] | \"rule\" has no default: it belongs to one name",
        "[name.www]~types = ['TXT'] | \"TXT\" cannot be steered; these can: A, AAAA, CNAME, HTTPS, MX, SRV, SVCB",
        "[name.www]~min_healthy = '0%' | min_healthy must be a count",
        "[name.www]~min_healthy = 0 | min_healthy must be from 1 to 256",
        "[name.www]~min_ttl = '1.5s' | min_ttl is a TTL and must be whole seconds",
        "[name.www]~min_ttl = '0s' | min_ttl must be at least 1000ms",
        "[name.www]~failover_budget = 30 | failover_budget needs a unit: \"30s\"",
        "[name.www]~member.'192.0.2.1'.target = '10.0.0.1:99999' | is no target",
        "[name.www]~member.'192.0.2.1'.target = '10.0.0.300' | is no target",
        "[name.www]~member.'192.0.2.1'.group = '' | a group needs a name",
        "[name.www.eu]~check = [] | a name with dots needs quotes: \"www.eu\"",
        "[name.www]~[name.WWW] | WWW is steered twice",
        "[name.'a..b'] | empty label",
        "[defaults]~backup = ['x'] | \"backup\" has no default: it belongs to one name",
        "[check.x]~type = 'grpc' | check \"x\" of type \"grpc\" needs a port",
        "[check.x]~type = 'agent' | check \"x\" of type \"agent\" needs a port",
        "[check.x]~type = 'grpc'~port = 1~sni = 'a' | \"sni\" needs tls = true",
        "[check.x]~type = 'udp'~port = 1 | needs something to send",
        "[check.x]~type = 'feed' | needs to know how long a verdict counts",
        "[check.x]~type = 'feed'~validity = '5s'~port = 1 | \"port\" means nothing to a check of type",
        "[check.x]~type = 'dns'~rcode = 'NOPE' | \"NOPE\" is no response code",
        "[check.x]~type = 'dns'~address = 'all' | all",
        "[check.x]~type = 'exec'~command = ['x'] | checks of type \"exec\" run programs and are off",
        "[check.a]~type='up'~[name.www]~check = { any = 2, of = ['a', 'a'] } | any must be from 1 to 1",
        "[name.www]~check = { any = 1, of = [] } | of needs at least one check",
        "[name.www]~check = [] | check needs at least one check",
        "[name.www]~min_healthy = {} | min_healthy needs a share",
        "[name.'@']~[name.'example.com.'] | @ is steered twice",
        "[name.www]~[name.www.member.'2001:db8::1']~[name.www.member.'2001:DB8:0::1'] | has a table already",
        "[check.x]~type = 'dns'~qtype = 'AAA' | \"AAA\" is no record type",
        "[check.x]~type = 'http'~method = 'HEAD'~body = 'ok' | an answer to HEAD has no body",
        "[check.x]~type = 'http'~headers = { Host = 'a' } | there is the key host",
        "[check.x]~type = 'htp' | must be one of",
        "[check.x]~port = 1 | check \"x\" has no type",
        "[check.x]~type = 'tcp' | check \"x\" of type \"tcp\" needs a port",
        "[check.x]~type = 'tcp'~port = 1~path = '/' | \"path\" means nothing to a check of type",
        "[check.x]~type = 'http'~timeout = '6s' | timeout (6.0s) must not be longer than interval",
        "[check.x]~type = 'http'~fast = '6s' | fast (6.0s) must not be longer than interval (5.0s) (it",
        "[check.x]~type = 'http'~status = ['20x'] | \"20x\" is no status",
        "[check.x]~type = 'http'~status = ['101'] | 3:11: error: \"101\" is no status that an answer ends with",
        "[check.x]~type = 'http'~status = ['100-299'] | from 200 to 599",
        "[check.x]~type = 'http'~body = 'okay'~body_limit = '3B' | 3:1: error: body has 4 octets, and no more than 3 are read (body_limit",
        "[check.x]~type = 'http'~headers = { Transfer-Encoding = 'chunked' } | 3:13: error: \"Transfer-Encoding\" is no header that can be set here: the request has it",
        "[check.x]~type = 'grpc'~port = 1~headers = { TE = 'x' } | \"TE\" is no header that can be set",
        "[check.x]~type = 'grpc'~port = 1~headers = { content-type = 'x' } | \"content-type\" is no header",
        "[check.x]~type = 'dns'~qtype = 'MX'~address = 'any' | 4:1: error: an answer to MX never holds an address (addresses are looked for",
        "[check.x]~type = 'dns'~qtype = 'AAAA'~address = '192.0.2.1' | an answer to AAAA never holds 192.0.2.1",
        "[check.x]~type = 'dns'~qtype = 'TYPE0' | 3:1: error: \"TYPE0\" is reserved and cannot be asked for",
        "[name.www]~member.'192.0.2.1'.target = 'a b' | 2:20: error: \"a b\" is no target: write",
        "[name.www]~member.'192.0.2.1'.target = 'a b:80' | \"a b:80\" is no target",
        "[check.x]~type = 'https'~sni = 'a_b' | 3:1: error: no certificate can be verified for \"a_b\", which is no host name (sni says",
        "[check.x]~type = 'https'~host = 'a_b:8443' | 3:1: error: no certificate can be verified for \"a_b\"",
        "[check.x]~type = 'tls'~sni = 'a..b'~verify = false | \"a..b\" is no name that TLS can ask for",
        "[check.x]~type = 'grpc'~port = 1~tls = true~host = '-a' | no certificate can be verified for \"-a\"",
        "[check.x]~type = 'tls'~[name.a_b]~check = 'x' | 4:1: error: check \"x\": no certificate can be verified for \"a_b.example.com\"",
        "[check.x]~type = 'tls'~[name.a_b.member.'192.0.2.1']~check = 'x' | no certificate can be verified for \"a_b.example.com\"",
        "[check.x]~type = 'http'~path = 'x' | path must begin with a slash",
        "[check.x]~type = 'http'~headers = { 'A B' = 'c' } | is no token",
        "[check.x]~type = 'http'~leaky = {} | leaky needs { ok_run = 10 }",
        "[check.x]~type = 'http'~jitter = 2 | jitter must be from 0 to 1",
        "[check.x]~type = 'tcp'~port = 1~send = '\\q' | unknown escape"
      })
  void wrongValuesAreExplained(String text, String message) throws IOException {
    assertThat(problems(text.replace('~', '\n'))).singleElement().asString().contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[check.x]~type='dns'~address='any'",
        "[check.x]~type='dns'~qtype='AAAA'~address='2001:db8::1'",
        "[check.x]~type='dns'~qtype='ANY'~address='any'",
        "[check.x]~type='http'~body='okay'~body_limit='4B'",
        "[check.x]~type='http'~host='a_b'",
        "[check.x]~type='https'~host='a_b'~verify=false",
        "[check.x]~type='https'~host='a_b'~sni='a.example.'",
        "[check.x]~type='https'~sni='node.dc1'~host='[2001:db8::1]:8443'",
        "[check.x]~type='tls'~verify=false~[name.a_b]~check='x'",
        "[check.x]~type='tls'~sni='a.example'~[name.a_b]~check='x'",
        "[check.x]~type='https'~[name.'*.app']~check='x'",
        "[name.www]~member.'192.0.2.1'.target='a_b.internal.:80'"
      })
  void whatCanWorkIsAccepted(String text) throws IOException {
    loaded(text.replace('~', '\n'));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1, 0",
    "10.0.0.1:8443, 10.0.0.1, 8443",
    "[2001:db8::1]:8443, 2001:db8::1, 8443",
    "[2001:db8::1], 2001:db8::1, 0",
    "2001:db8::1, 2001:db8::1, 0",
    "backend.internal:80, backend.internal, 80"
  })
  void targetIsAddressOrNameWithOrWithoutPort(String text, String host, int port)
      throws IOException {
    var file = loaded("[name.www.member.\"192.0.2.1\"]\ntarget = \"" + text + "\"\n");
    assertThat(name(file, "www").member(Address.parse("192.0.2.1")).target())
        .isEqualTo(new Target(host, port));
  }

  @Test
  void rulesAndTrickleAreRead() throws IOException {
    new GeoFile().add("192.0.2.0/24", "DE", "EU").write(folder.resolve("geo.mmdb"));
    var file =
        loaded(
            "[server]\ngeo_database = \"geo.mmdb\"\n",
            """
            [name.www]
            trickle = { to = "dr", share = 0.01 }
            [[name.www.rule]]
            subnets = ["10.0.0.0/8", "2001:db8::/32"]
            tiers = ["www", "dr"]
            fenced = true
            [[name.www.rule]]
            geo = ["EU", "US", "country:SA"]
            tiers = ["dr"]
            """);
    var dr = DnsName.parse("dr", APEX);
    assertThat(name(file, "www").trickle()).isEqualTo(new Trickle(dr, 10_000));
    assertThat(name(file, "www").rules())
        .containsExactly(
            new ClientRule(
                List.of(Prefix.parse("10.0.0.0/8"), Prefix.parse("2001:db8::/32")),
                List.of(),
                List.of(DnsName.parse("www", APEX), dr),
                true),
            new ClientRule(
                List.of(),
                List.of("continent:EU", "country:US", "country:SA"),
                List.of(dr),
                false));
  }

  @Test
  void aDatabaseThatCannotBeReadIsAProblemOfPharosToml() throws IOException {
    Files.writeString(folder.resolve("pharos.toml"), "[server]\ngeo_database = \"none\"\n");
    assertThat(ConfigLoader.load(folder.resolve("pharos.toml"), folder).problems())
        .singleElement()
        .asString()
        .contains("the database cannot be read");
  }

  @Test
  void everySelectIsRead() throws IOException {
    for (var select : Selection.Select.values()) {
      var word = select.name().toLowerCase(Locale.ROOT).replace('_', '-');
      var file = loaded("[name.www]\nselect = \"" + word + "\"\nanswers = 3\n");
      assertThat(name(file, "www").selection().select()).isEqualTo(select);
      assertThat(name(file, "www").selection().answers()).isEqualTo(3);
    }
  }

  @Test
  void groupsOfMembersAreRead() throws IOException {
    var file =
        loaded(
            """
            [name.www]
            select = "weighted-multi"
            groups = "one-per-group"
            weights = { "192.0.2.1" = 3, "192.0.2.2" = 4 }
            member."192.0.2.1".group = "a"
            member."192.0.2.2".group = "b"
            """);
    assertThat(name(file, "www").selection().groups()).isEqualTo(Selection.Groups.ONE_PER_GROUP);
    assertThat(name(file, "www").members())
        .extracting(MemberSettings::group, m -> String.valueOf(m.weight()))
        .containsExactly(tuple("a", "3"), tuple("b", "4"));
  }

  @Test
  void hashWithoutAKeyFileIsTheSameOnEveryServerOfTheZone() throws IOException {
    var hash = name(loaded("[name.www]\nselect = \"hash\"\n"), "www").selection().hash();
    assertThat(hash).isNotNull();
    assertThat(hash).extracting(NetworkHash::v4, NetworkHash::v6).containsExactly(24, 56);
    assertThat(name(loaded("[name.www]\nselect = \"hash\"\n"), "www").selection().hash())
        .isEqualTo(hash);
  }

  @Test
  void hashKeyIsTheTextOfItsFileWhateverStandsAroundIt() throws IOException {
    var text = "[name.www]\nselect = \"hash\"\nhash = { v4 = 20, key_file = \"key\" }\n";
    Files.writeString(folder.resolve("key"), "0123456789abcdef\n");
    var hash = name(loaded(text), "www").selection().hash();
    Files.writeString(folder.resolve("key"), "0123456789abcdef");
    assertThat(name(loaded(text), "www").selection().hash()).isEqualTo(hash);
    Files.writeString(folder.resolve("key"), "0123456789abcdeg");
    assertThat(name(loaded(text), "www").selection().hash()).isNotEqualTo(hash);
    Files.writeString(folder.resolve("key"), "0123456789abcde");
    assertThat(problems(text)).singleElement().asString().contains("fewer than 16 octets");
  }

  @Test
  void defaultsForGroupsAndHashConcernOnlyNamesThatUseThem() throws IOException {
    var file =
        loaded(
            """
            [defaults]
            hash = { v4 = 16 }
            groups = "one-group"
            [name.www]
            [name.api]
            select = "hash"
            """);
    assertThat(name(file, "www").selection()).isEqualTo(Selection.DEFAULT);
    assertThat(name(file, "api").selection().hash()).extracting(NetworkHash::v4).isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void theConstantChecksMayBeTheDefault(String check) throws IOException {
    var defaults = "[defaults]\ncheck = \"" + check + "\"\n";
    var wanted = new CheckRequirement.AllOf(List.of(check));
    assertThat(name(loaded(defaults + "[name.www]\n"), "www").check()).isEqualTo(wanted);
    assertThat(name(loaded(defaults, "[name.www]\n"), "www").check()).isEqualTo(wanted);
  }

  @Test
  void aDefaultOfTheServerMayBeACheckOfTheSteeringFile() throws IOException {
    var file =
        loaded("[defaults]\ncheck = \"web\"\n", "[check.web]\ntype = \"http\"\n[name.www]\n");
    assertThat(name(file, "www").check()).isEqualTo(new CheckRequirement.AllOf(List.of("web")));
  }

  @Test
  void aDefaultCheckThatNobodyDefinesIsToldWhereItIsUsed() throws IOException {
    var server = "[defaults]\ncheck = { any = 1, of = [\"web\", \"up\"] }\n";
    var unused = "[check.wbe]\ntype = \"http\"\n[name.www]\ncheck = \"wbe\"\n";
    loaded(server, unused);
    assertThat(load(server, unused + "[name.api]\n").problems())
        .singleElement()
        .extracting(problem -> problem.format().replace(folder + "/", ""))
        .isEqualTo(
            """
            example.com.toml:5:7: error: there is no [check.web] (did you mean "wbe"?) (it is the \
            default that stands at pharos.toml:2:1)
              [name.api]
                    ^""");
    assertThat(problems("[defaults]\ncheck = \"web\"\n[name.www]\n"))
        .singleElement()
        .asString()
        .startsWith("example.com.toml:2:1: error: there is no [check.web]");
  }

  @Test
  void aDefaultTrickleIsNotForTheTierThatItGoesToNorForTheTiersOfThat() throws IOException {
    var names = "[name.www]\n[name.dr]\nbackup = [\"sorry\"]\n[name.sorry]\n";
    var defaults = "[defaults]\ntrickle = { to = \"dr\", share = 0.01 }\n";
    for (var file : List.of(loaded(defaults + names), loaded(defaults, names))) {
      assertThat(name(file, "www").trickle())
          .isEqualTo(new Trickle(DnsName.parse("dr", APEX), 10_000));
      assertThat(name(file, "dr").trickle()).isNull();
      assertThat(name(file, "sorry").trickle()).isNull();
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aDefaultTrickleMayGoToALongChainOfTiers() throws IOException {
    var text = new StringBuilder("[defaults]\ntrickle = { to = \"n0\", share = 0.01 }\n");
    text.append("[name.www]\n");
    for (var i = 0; i < 10_000; i++) {
      text.append("[name.n%d]\nbackup = [\"n%d\"]\n".formatted(i, i + 1));
    }
    var file = loaded(text.toString());
    assertThat(name(file, "www").trickle()).isNotNull();
    assertThat(name(file, "n0").trickle()).isNull();
    assertThat(name(file, "n9999").trickle()).isNull();
  }

  @Test
  void aTrickleOfItsOwnThatLeadsToTheNameItselfIsKeptForTheValidator() throws IOException {
    var file = loaded("[name.www]\ntrickle = { to = \"www\", share = 0.01 }\n");
    assertThat(name(file, "www").trickle()).isNotNull();
  }

  @Test
  void memberWeightAndListedWeightAreNotBothGiven() throws IOException {
    var text =
        """
        [name.www]
        weights = { "192.0.2.1" = 5 }
        member."192.0.2.1" = { weight = 6 }
        """;
    assertThat(problems(text)).singleElement().asString().contains("has a weight in weights");
  }

  @Test
  void theConstantChecksNeedNoDefinition() throws IOException {
    var file = loaded("[name.www]\ncheck = [\"up\", \"down\"]\n");
    assertThat(name(file, "www").check())
        .isEqualTo(new CheckRequirement.AllOf(List.of("up", "down")));
  }
}
