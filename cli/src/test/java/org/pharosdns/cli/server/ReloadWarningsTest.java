package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ReloadReport;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// A reload says what it leaves as it was at the start.
class ReloadWarningsTest {
  private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0";

  @TempDir private Path folder = Path.of("");

  private ServerFolder folder(String configuration) {
    return new ServerFolder(folder)
        .write("pharos.toml", configuration)
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
  }

  private static ReloadReport reload(PharosServer server) throws Exception {
    return server.control().reload(List.of(), false);
  }

  private String warning(String key) {
    return "%s: warning: %s has changed, but a running server keeps what it started with (restart the"
            .formatted(folder.resolve("pharos.toml"), key)
        + " server)";
  }

  @Test
  void eachReloadSaysWhatWaitsForARestartAsLongAsItDoes() throws Exception {
    var files = folder("[server]\nidentity = \"ns1\"\n");
    try (var server = files.start()) {
      assertThat(reload(server).warnings()).isEmpty();
      files.write("pharos.toml", "[server]\nidentity = \"ns2\"\n[rate_limit]\n");
      for (var i = 0; i < 2; i++) {
        var report = reload(server);
        assertThat(report.warnings())
            .containsExactly(warning("[server] identity"), warning("[rate_limit]"));
        assertThat(report.complete()).isTrue();
      }
      assertThat(server.control().reload(List.of("example"), false).warnings()).isEmpty();
      files.write("pharos.toml", "[server]\nidentity = \"ns1\"\n");
      assertThat(reload(server).warnings()).isEmpty();
    }
  }

  @Test
  void theLogSaysItToo() throws Exception {
    var files = folder("");
    var log = (Logger) LoggerFactory.getLogger(Reloading.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var server = files.start()) {
      files.write("pharos.toml", "[limits]\nchain = 5\n");
      reload(server);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("reload: " + warning("[limits] chain"));
  }

  @Test
  void whatIsWrittenForAZoneThatIsNotThereIsToldAtTheStartAndByEachReload() throws Exception {
    var files = folder("[zone.\"exampel\"]\n").zone("exmple.toml", "[name.www]\n");
    var entry =
        "%s:1:7: warning: there is no zone exampel: this entry does nothing (did you mean example?)"
            .formatted(folder.resolve("pharos.toml"));
    var steering =
        "%s:1:1: warning: there is no zone that this file steers (did you mean example.toml?)"
            .formatted(folder.resolve("zones/exmple.toml"));
    var log = (Logger) LoggerFactory.getLogger(PharosServer.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var server = files.start()) {
      assertThat(lines.list)
          .filteredOn(line -> line.getLevel() == Level.WARN)
          .extracting(line -> line.getFormattedMessage().lines().findFirst().orElse(""))
          .containsExactly(entry, steering);
      var report = reload(server);
      assertThat(report.warnings())
          .extracting(line -> line.lines().findFirst().orElse(""))
          .containsExactly(entry, steering);
      assertThat(report.complete()).isTrue();
      assertThat(server.control().reload(List.of("example"), false).warnings()).isEmpty();
      files.zone("exmple.zone", ServerFolder.APEX + "www A 192.0.2.1\n").write("pharos.toml", "");
      assertThat(reload(server).warnings()).isEmpty();
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void addressesOfTheCommandLineAreNotThoseOfTheFile() throws Exception {
    var files = folder("");
    try (var server = files.start()) {
      files.write("pharos.toml", "[server]\nlisten = [\"127.0.0.1:5399\"]\n");
      assertThat(reload(server).warnings()).isEmpty();
    }
  }

  @Test
  void updatesOfTheOldStateFolderAreNotLostWhenTheFileNamesAnother() throws Exception {
    var keys =
        """
        [key.ops]
        secret = "%s"
        [zone."example"]
        update = ["key:ops"]
        """
            .formatted(SECRET);
    var files = folder(keys);
    try (var server = files.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      update(server);
      assertThat(asker.addresses("www.example.")).hasSize(2);
      files.write("pharos.toml", keys + "[server]\nstate = \"other\"\n");
      var report = reload(server);
      assertThat(report.zones()).extracting(ReloadReport.Zone::serial).containsExactly(2L);
      assertThat(report.warnings()).containsExactly(warning("[server] state"));
      assertThat(asker.addresses("www.example.")).hasSize(2);
    }
    assertThat(Files.readString(folder.resolve("zones/example.zone"))).contains("192.0.2.2");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static void update(PharosServer server) throws Exception {
    var client = new SimpleResolver(server.addresses().getFirst());
    client.setTCP(true);
    client.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("ops."), SECRET));
    var update = new Update(Name.fromConstantString("example."));
    update.add(Name.fromConstantString("www.example."), Type.A, 60, "192.0.2.2");
    assertThat(client.send(update).getRcode()).isEqualTo(Rcode.NOERROR);
  }
}
