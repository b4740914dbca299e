package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `[query_log]` and `[dnstap]` of `pharos.toml`.
class TapReaderTest {
  @TempDir Path folder;

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("pharos.toml"), text), folder);
  }

  private TapSection read(String text) throws IOException {
    return requireNonNull(load(text).value()).taps();
  }

  @Test
  void bothAreOffUnlessThereIsATable() throws IOException {
    assertThat(read("")).isEqualTo(new TapSection(null, null));
  }

  @Test
  void whatIsNeededSuffices() throws IOException {
    assertThat(read("[query_log]\nfile = \"q.json\"\n[dnstap]\nsocket = \"tap.sock\"\n"))
        .isEqualTo(
            new TapSection(
                new QueryLogSection(folder.resolve("q.json"), 1, 2 << 20),
                new DnstapSection(folder.resolve("tap.sock"), null, 1, true, true, 2 << 20)));
  }

  @Test
  void everyKeyIsTaken() throws IOException {
    assertThat(
            read(
                """
                [query_log]
                file = "/var/log/q.json"
                sample = 0.01
                buffer = "1MiB"
                [dnstap]
                address = "[::1]:6000"
                sample = 0.5
                messages = ["response"]
                buffer = "512KiB"
                """))
        .isEqualTo(
            new TapSection(
                new QueryLogSection(Path.of("/var/log/q.json"), 0.01, 1 << 20),
                new DnstapSection(
                    null,
                    new InetSocketAddress(InetAddress.ofLiteral("::1"), 6000),
                    0.5,
                    false,
                    true,
                    512 << 10)));
  }

  @Test
  void mistakesAreReportedWithTheirPlaces() throws IOException {
    var problems =
        load("""
                [query_log]
                fle = "q.json"
                sample = 0
                buffer = "1KiB"
                [dnstap]
                socket = "a"
                address = "localhost:6000"
                messages = ["answer"]
                """)
            .problems();
    assertThat(problems.stream().map(Object::toString))
        .anySatisfy(p -> assertThat(p).contains(":2:1:", "did you mean \"file\"?"))
        .anySatisfy(p -> assertThat(p).contains(":1:2:", "[query_log] needs a file"))
        .anySatisfy(p -> assertThat(p).contains(":3:1:", "sample must be above 0"))
        .anySatisfy(p -> assertThat(p).contains(":4:1:", "buffer must be from"))
        .anySatisfy(p -> assertThat(p).contains(":5:2:", "either a socket"))
        .anySatisfy(p -> assertThat(p).contains(":7:1:", "\"localhost:6000\" is no collector"))
        .anySatisfy(p -> assertThat(p).contains(":8:13:", "not \"answer\""));
  }
}
