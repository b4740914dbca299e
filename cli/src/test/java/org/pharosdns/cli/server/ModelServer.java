package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.health.dns.NameServers;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// A server to which the steps of a model happen, one after the other.
final class ModelServer implements AutoCloseable {
  private static final Pattern SERIAL = Pattern.compile("(SOA\\s+ns\\s+host\\s+)(\\d+)");
  private static final byte[] SECRET = "secretsecretsecret".getBytes(StandardCharsets.US_ASCII);

  private final Path temporary;
  private Duration clockError = Duration.ZERO;
  private final InstantSource wall = () -> Instant.now().plus(clockError);
  private int lives;
  private Path folder;
  private PharosServer server;
  private DnsAsker asker;

  /// @param temporary an empty folder
  ModelServer(Path temporary, String serial) throws StartFailure, IOException {
    this.temporary = temporary;
    folder = Files.createDirectories(temporary.resolve("life0"));
    new ServerFolder(folder)
        .write(
            "pharos.toml",
            """
            [key.ops]
            secret = "c2VjcmV0c2VjcmV0c2VjcmV0"
            [zone."example"]
            update = ["key:ops"]
            """)
        .zone(
            "example.zone",
            ServerFolder.APEX.replace("host 1 ", "host " + serial + " ")
                + "www A 192.0.2.1\nwww A 192.0.2.2\nwww A 192.0.2.3\n")
        .zone(
            "example.toml",
            """
            [check.well]
            type = "up"
            [name.www]
            check = "well"
            """);
    server = start();
    asker = new DnsAsker(server.addresses().getFirst());
  }

  private PharosServer start() throws StartFailure {
    return PharosServer.start(
        new ServeOptions(folder.resolve("pharos.toml"), null, List.of("127.0.0.1:0")),
        NameServers::ofSystem,
        wall);
  }

  /// Lets a step happen.
  ///
  /// @return whether it was acknowledged
  boolean take(ModelStep step) throws IOException, StartFailure {
    try {
      act(step);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private void act(ModelStep step) throws RefusedException, IOException, StartFailure {
    var control = server.control();
    switch (step) {
      case ModelStep.Edit(var action, var name, var type, var data) ->
          control.change(
              new RecordsRequest(
                  "example", action, name, type, List.of(data), null, null, null, "a", null));
      case ModelStep.Update update -> update(update);
      case ModelStep.FileEdit(var name, var data) -> {
        var text = Files.readString(file());
        Files.writeString(file(), withNextSerial(text) + name + " 60 TXT " + data + "\n");
        assertThat(control.reload(List.of(), false).problems()).isEmpty();
      }
      case ModelStep.Mistake _ -> {
        var text = Files.readString(file());
        Files.writeString(file(), text + "x A nonsense\n");
        assertThat(control.reload(List.of(), false).toString()).contains("nonsense");
        Files.writeString(file(), text);
        control.reload(List.of(), false);
      }
      case ModelStep.Reload _ -> control.reload(List.of(), false);
      case ModelStep.Force(var member, var state) ->
          control.force(new ForceRequest(List.of(member), state, "model", "a", null, true));
      case ModelStep.Release(var member) ->
          control.release(new ReleaseRequest(List.of(member), "a"));
      case ModelStep.Restart _ -> restart();
      case ModelStep.Kill _ -> kill();
      case ModelStep.ClockStep(var by) -> clockError = by;
    }
  }

  private Path file() {
    return folder.resolve("zones/example.zone");
  }

  /// As an operator does it: above what the file says and above what is answered.
  private String withNextSerial(String text) {
    var next = Math.max(serial(), Long.parseLong(serialOf(text))) + 1;
    return SERIAL.matcher(text).replaceFirst("$1" + next);
  }

  private static String serialOf(String text) {
    var matcher = SERIAL.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(2);
  }

  private void update(ModelStep.Update step) throws IOException, RefusedException {
    var client = new SimpleResolver(server.addresses().getFirst());
    client.setTCP(true);
    client.setTimeout(Duration.ofSeconds(10));
    client.setTSIGKey(
        new TSIG(
            TSIG.HMAC_SHA256,
            Name.fromConstantString("ops."),
            new SecretKeySpec(SECRET, "HmacSHA256"),
            Clock.offset(Clock.system(ZoneOffset.UTC), clockError)));
    var update = new Update(Name.fromConstantString("example."));
    var name = Name.fromString(step.name() + ".example.");
    var type = Type.value(step.type());
    if (step.adds()) {
      update.add(name, type, 60, step.data());
    } else {
      update.delete(name, type, step.data());
    }
    var rcode = client.send(update).getRcode();
    if (rcode != Rcode.NOERROR) {
      throw new RefusedException(Rcode.string(rcode));
    }
  }

  private void restart() throws StartFailure {
    close();
    begin();
  }

  /// What is on the disk now is all that the next server knows.
  private void kill() throws IOException, StartFailure {
    var next = Files.createDirectories(temporary.resolve("life" + ++lives));
    try (var all = Files.walk(folder)) {
      for (var each : all.toList()) {
        var copy = next.resolve(folder.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else if (Files.isRegularFile(each)) {
          Files.copy(each, copy);
        }
      }
    }
    close();
    folder = next;
    begin();
  }

  private void begin() throws StartFailure {
    server = start();
    asker = new DnsAsker(server.addresses().getFirst());
  }

  /// Returns the serial that is answered.
  long serial() {
    var answer = asker.ask("example.", Type.SOA).getSection(Section.ANSWER);
    return ((SOARecord) answer.getFirst()).getSerial();
  }

  /// Returns the data that is answered, without quotes.
  Set<String> data(String name, String type) {
    var data = new TreeSet<String>();
    for (var record : asker.ask(name + ".example.", Type.value(type)).getSection(Section.ANSWER)) {
      data.add(record.rdataToString().replace("\"", ""));
    }
    return data;
  }

  @Override
  public void close() {
    asker.close();
    server.close();
  }
}
