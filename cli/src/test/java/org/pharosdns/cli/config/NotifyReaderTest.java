package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `[notify.NAME]` of `pharos.toml`.
class NotifyReaderTest {
  @TempDir Path folder;

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("pharos.toml"), text), folder);
  }

  private List<NotifySection> read(String text) throws IOException {
    return requireNonNull(load(text).value()).receivers();
  }

  private void expect(String text, String... parts) throws IOException {
    assertThat(load(text).problems().stream().map(Object::toString))
        .as(text)
        .anySatisfy(problem -> assertThat(problem).contains(parts));
  }

  @Test
  void whatIsNeededSufficesAndAllEventsAreTold() throws IOException {
    assertThat(read("[notify.pager]\ntype = \"webhook\"\nurl = \"https://a.example/b?c=d\"\n"))
        .containsExactly(
            new NotifySection(
                "pager",
                new NotifySection.Webhook(URI.create("https://a.example/b?c=d"), Map.of()),
                EnumSet.allOf(NotifyEvent.class),
                Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyIsTaken() throws IOException {
    assertThat(
            read(
                """
                [server]
                allow_exec = true
                [notify.pager]
                type = "webhook"
                url = "http://[::1]:8080/"
                headers = { Authorization = "Bearer x" }
                events = ["down", "monitor_failure"]
                timeout = "2s"
                [notify.script]
                type = "exec"
                command = ["/bin/true", "a"]
                """))
        .containsExactly(
            new NotifySection(
                "pager",
                new NotifySection.Webhook(
                    URI.create("http://[::1]:8080/"), Map.of("Authorization", "Bearer x")),
                Set.of(NotifyEvent.DOWN, NotifyEvent.MONITOR_FAILURE),
                Duration.ofSeconds(2)),
            new NotifySection(
                "script",
                new NotifySection.Program(List.of("/bin/true", "a")),
                EnumSet.allOf(NotifyEvent.class),
                Duration.ofSeconds(5)));
  }

  @Test
  void mistakesAreReportedWithTheirPlaces() throws IOException {
    expect("[notify.a]\n", ":1:9:", "needs a type");
    expect("[notify.a]\ntype = \"mail\"\n", ":2:1:", "\"webhook\", \"exec\", not \"mail\"");
    expect("[notify.a]\ntype = \"webhook\"\n", ":1:9:", "needs a url", "url = \"https://");
    expect("[notify.a]\ntype = \"webhook\"\nulr = \"x\"\n", ":3:1:", "did you mean \"url\"?");
    expect("[notify.a]\ntype = \"webhook\"\ncommand = [\"x\"]\n", ":3:1:", "unknown key");
    expect(
        "[notify.a]\ntype = \"webhook\"\nevents = [\"dwn\"]\n", ":3:11:", "did you mean \"down\"");
    expect("[notify.a]\ntype = \"exec\"\ncommand = [\"x\"]\n", ":2:1:", "allow_exec = true");
    expect("[notify.a]\ntype = \"exec\"\n", "needs a command");
  }

  @Test
  void urlsThatLeadNowhereGoodAreRefused() throws IOException {
    for (var url :
        List.of(
            "ftp://a.example/",
            "a.example",
            "http:///x",
            "http://user:secret@a.example/",
            "http://a.example/#x",
            "http://a b/",
            "http://169.254.169.254/latest/meta-data",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/")) {
      expect("[notify.a]\ntype = \"webhook\"\nurl = \"" + url + "\"\n", ":3:1:");
    }
    for (var header : List.of("Host", "Content-Type", "Transfer-Encoding", "Keep-Alive")) {
      expect(
          "[notify.a]\ntype = \"webhook\"\nurl = \"http://a/\"\nheaders = { "
              + header
              + " = \"x\" }\n",
          ":4:",
          "no header that can be set");
    }
  }
}
