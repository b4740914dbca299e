package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.control.ServeOptions;

class ServeArgumentsTest {
  @Test
  void plainOptionsAreRead() {
    assertThat(ServeArguments.plain(words("serve")))
        .isEqualTo(new ServeOptions(null, null, List.of()));
    assertThat(
            ServeArguments.plain(
                words("serve --listen 127.0.0.1:53 -c a.toml --zones z --listen [::1]:53")))
        .isEqualTo(
            new ServeOptions(Path.of("a.toml"), Path.of("z"), List.of("127.0.0.1:53", "[::1]:53")));
    assertThat(ServeArguments.plain(words("serve --config a.toml")))
        .isEqualTo(new ServeOptions(Path.of("a.toml"), null, List.of()));
  }

  @Test
  void allElseIsLeftToTheParserOfCommands() {
    assertThat(
            List.of(
                "status",
                "serve --help",
                "serve -c",
                "serve --zones=z",
                "serve -c a -c b",
                "serve -c a --config b",
                "serve --zones a --zones b",
                "serve --listen --zones",
                "serve --listen @more",
                "serve --lisen 127.0.0.1:53"))
        .allSatisfy(line -> assertThat(ServeArguments.plain(words(line))).isNull());
    assertThat(ServeArguments.plain(new String[] {})).isNull();
    assertThat(ServeArguments.plain(new String[] {"serve", "--zones", ""})).isNull();
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }
}
