package org.pharosdns.cli.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The status page as a browser shows it. Skipped where no Chromium is installed.
@Timeout(120)
class StatusPageInBrowserTest {
  @TempDir private static Path profile = Path.of("");
  private static Chromium browser;

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), "no chromium on the PATH");
    browser = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void theBrowserObjectedToNothing() {
    // The server of a test ends while its page is open.
    var complaints =
        browser.complaints().stream().filter(each -> !each.contains("/events\"")).toList();
    browser.call("Page.navigate", "url", "about:blank");
    browser.complaints().clear();
    assertThat(complaints).isEmpty();
  }

  private static String page(PharosServer server) {
    return "http://127.0.0.1:" + requireNonNull(server.statusPage()).getPort() + "/";
  }

  private PharosServer serve(String zone, String steering) throws Exception {
    return new ServerFolder(temporary)
        .write("pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\n")
        .zone("example.zone", ServerFolder.APEX + zone)
        .zone("example.toml", steering)
        .start();
  }

  private PharosServer serve(TcpEndpoint endpoint) throws Exception {
    return serve(
        "www A 127.0.0.1\nwww A 127.0.0.2\n",
        """
        [check.web]
        type = "tcp"
        port = %d
        interval = "200ms"
        timeout = "200ms"
        fall = 1
        [name.www]
        check = "web"
        failover_budget = "30s"
        """
            .formatted(endpoint.port()));
  }

  private static String member(String word) {
    return "[...document.querySelectorAll('#names .member')].some((line) =>"
        + " line.querySelector('.address').textContent === '127.0.0.1'"
        + " && line.querySelector('.word').textContent === '"
        + word
        + "')";
  }

  @Test
  void killAnEndpointAndSeeThePageChange() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", endpoint.port());
        var server = serve(other);
        var asker = new DnsAsker(server.addresses().getFirst())) {
      browser.open(page(server), 1280, 900, "light");
      browser.await(member("up"));
      assertThat(browser.text("#state")).isEqualTo("All is well.");
      while (!asker.addresses("www.example.").contains("127.0.0.1")) {
        Thread.onSpinWait();
      }

      endpoint.kill();

      browser.await(member("down"));
      assertThat(browser.text("#state")).contains("1 address is out");
      assertThat(browser.evaluate("document.title").asString()).isEqualTo("! Pharos");
      assertThat(browser.text("#names .member .exposure")).startsWith("in caches for ");
      assertThat(browser.text("#incidents tbody tr")).contains("127.0.0.1", "not yet", "30 s");
      assertThat(
              browser
                  .evaluate("document.querySelectorAll('#monitors .bar .down').length > 0")
                  .asBoolean())
          .isTrue();

      endpoint.revive();

      browser.await(member("up"));
      browser.await("document.querySelector('#incidents .word').textContent === 'over'");
      assertThat(browser.text("#state")).isEqualTo("All is well.");
    }
  }

  @Test
  void aNameIsTextWhateverItSays() throws Exception {
    var label = "\\<i\\>x\\010\\255";
    try (var server =
        serve(
            label + " A 192.0.2.1\n",
            """
            [check.sure]
            type = "up"
            [name.'%s']
            check = "sure"
            """
                .formatted(label))) {
      browser.open(page(server), 1280, 900, "light");
      browser.await("document.querySelector('#names .name') !== null");
      assertThat(browser.text("#names h3")).contains("i").contains("x\\010\\255");
      assertThat(browser.evaluate("document.querySelectorAll('#names i').length").asInt()).isZero();
    }
  }

  @Test
  void aFoldIsOpenedByTheKeyboardAndStaysAsItWasLeft() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", endpoint.port());
        var server = serve(other)) {
      browser.open(page(server), 1280, 900, "dark");
      browser.await(member("up"));
      browser.evaluate("document.querySelector('#names summary').focus()");
      browser.press("Enter", 13, "\r");
      browser.await("!document.querySelector('#names details').open");
      browser.evaluate("window.seen = newest");
      browser.await("newest !== window.seen && !document.querySelector('#names details').open");
      assertThat(browser.evaluate("document.activeElement.tagName").asString())
          .isEqualTo("SUMMARY");
    }
  }

  @Test
  void theFilterLeavesWhatFits() throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", endpoint.port());
        var server = serve(other)) {
      browser.open(page(server), 1280, 900, "light");
      browser.await(member("up"));
      browser.evaluate(
          "const field = document.getElementById('filter'); field.value = '192.0.2.99';"
              + " field.dispatchEvent(new Event('input'))");
      assertThat(browser.text("#names")).isEqualTo("Nothing fits the filter.");
    }
  }

  @ParameterizedTest
  @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
  void fitsPhonesAndScreensAndTellsScreenReadersWhatEverythingIs(int width, String scheme)
      throws Exception {
    try (var endpoint = new TcpEndpoint("127.0.0.1", 0);
        var other = new TcpEndpoint("127.0.0.2", endpoint.port());
        var server = serve(other)) {
      browser.open(page(server), width, 844, scheme);
      browser.await(member("up"));
      assertThat(
              browser
                  .evaluate("document.documentElement.scrollWidth <= window.innerWidth")
                  .asBoolean())
          .isTrue();
      var nameless = new TreeSet<String>();
      for (var node : browser.call("Accessibility.getFullAXTree").path("nodes")) {
        var role = node.at("/role/value").asString("");
        var needsName =
            Set.of(
                    "image",
                    "img",
                    "meter",
                    "progressbar",
                    "searchbox",
                    "checkbox",
                    "link",
                    "heading")
                .contains(role);
        if (needsName
            && !node.path("ignored").asBoolean()
            && node.at("/name/value").asString("").isBlank()) {
          nameless.add(role);
        }
      }
      assertThat(nameless).isEmpty();
    }
  }
}
