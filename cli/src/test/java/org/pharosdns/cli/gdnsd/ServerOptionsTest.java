package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of gdnsd's options.
class ServerOptionsTest {
  @TempDir Path folder;

  private GdnsdImport.Result of(String options) throws Exception {
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("config"), "options => {\n" + options + "\n}\n");
    return GdnsdImport.read(folder, null);
  }

  @Test
  void addressesToListenOnMayBeATable() throws Exception {
    var result =
        of(
            """
            listen => {
              192.0.2.1 => { tcp_timeout => 15 }
              2001:db8::1 => {}
              "[2001:db8::2]:5353" => {}
              127.0.0.1:53035 => { tcp_proxy => true }
            }
            dns_port => 54\
            """);
    assertThat(result.configuration())
        .contains("listen = [\"192.0.2.1:54\", \"[2001:db8::1]:54\", \"[2001:db8::2]:5353\"]\n");
    assertThat(result.inexpressible())
        .containsExactly(
            folder + "/config:3: tcp_timeout of 192.0.2.1: settings are the same for all addresses",
            folder
                + "/config:6: tcp_proxy of 127.0.0.1:53035: nothing here takes PROXY requests,"
                + " so it is not listened on");
  }

  @Test
  void thePortCountsForAnyAddressToo() throws Exception {
    assertThat(of("listen => any, dns_port => 5353").configuration())
        .contains("listen = [\"0.0.0.0:5353\", \"[::]:5353\"]\n");
    assertThat(of("").configuration()).contains("listen = [\"0.0.0.0:53\", \"[::]:53\"]\n");
  }

  @Test
  void whoListensForProxiesAloneDoesNotListenEverywhere() throws Exception {
    assertThat(of("listen => { 127.0.0.1:5300 => { tcp_proxy => true } }").configuration())
        .contains("listen = []\n");
  }

  @Test
  void whatIdentifiesTheServerIsExpressed() throws Exception {
    assertThat(of("chaos_response => \"our dns\", nsid_ascii => ns1").configuration())
        .contains("identity = \"ns1\"\nversion = \"our dns\"\n");
    assertThat(of("nsid => 6E7331").configuration()).contains("identity = \"ns1\"\n");
    var binary = of("nsid => 00ff");
    assertThat(binary.configuration()).doesNotContain("identity");
    assertThat(binary.inexpressible())
        .containsExactly(folder + "/config:2: nsid: identity is text here, not octets");
  }

  @Test
  void whatHasNoPlaceHereIsListed() throws Exception {
    var result =
        of(
            """
            max_ttl => 86400
            min_ttl => 60
            udp_threads => 4
            tcp_control => 127.0.0.1:885
            zones_default_ttl => 60
            state_dir => /var/lib/gdnsd\
            """);
    assertThat(result.inexpressible())
        .hasSize(4)
        .anyMatch(line -> line.contains("config:2: max_ttl: TTLs are answered as they are written"))
        .anyMatch(line -> line.contains("config:3: min_ttl: "))
        .anyMatch(line -> line.contains("config:4: udp_threads: "))
        .anyMatch(line -> line.endsWith("config:5: tcp_control: nothing here does the same"));
  }
}
