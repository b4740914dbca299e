package org.pharosdns.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.health.check.ProbeResult.Kind;

class ProberTlsTest {
  private static final Timing TIMING = Checks.within(Duration.ofSeconds(5));
  private final Instant now = Instant.now();
  private final Instant yesterday = now.minus(Duration.ofDays(1));
  private final Instant lastYear = now.minus(Duration.ofDays(365));
  private final Instant inTenDays = now.plus(Duration.ofDays(10));

  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private TestCertificate authority;
  private Path caFile;

  ProberTlsTest(@TempDir Path folder) throws Exception {
    authority = TestCertificate.authority(lastYear, inTenDays);
    caFile = folder.resolve("ca.pem");
  }

  @BeforeEach
  void writeAuthority() throws Exception {
    Files.writeString(caFile, authority.pem());
  }

  @AfterEach
  void close() {
    prober.close();
  }

  private FakeServer showing(TestCertificate certificate) throws Exception {
    var context = certificate.serverContext();
    return new FakeServer(
        socket -> {
          var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
          tls.startHandshake();
          var names = ((ExtendedSSLSession) tls.getSession()).getRequestedServerNames();
          asked.add(names + " " + tls.getApplicationProtocol());
          answer(tls);
        });
  }

  private static void answer(Socket socket) throws IOException {
    while (socket.getInputStream().read() != '\n') {
      // The request line is enough.
    }
    FakeServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  private ProbeResult probe(HttpCheck check, TestCertificate certificate) throws Exception {
    try (var server = showing(certificate)) {
      return prober.probe(check, server.target());
    }
  }

  private String reason(TestCertificate certificate) throws Exception {
    return probe(Checks.https(TIMING, "www.example.com", true, caFile, 0), certificate).reason();
  }

  @Test
  void passesWithAGoodCertificateAndSendsTheName() throws Exception {
    assertThat(reason(authority.sign("www.example.com", yesterday, inTenDays))).isEqualTo("ok");
    assertThat(asked.poll(5, TimeUnit.SECONDS)).contains("value=www.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "node.dc1, node.dc1",
    "node9, node9",
    "www.example.com., www.example.com",
    "192.example.1a, 192.example.1a"
  })
  void everyHostNameIsSentAndVerified(String sni, String sent) throws Exception {
    var check = Checks.https(TIMING, sni, true, caFile, 0);
    assertThat(probe(check, authority.sign(sent, yesterday, inTenDays)).reason()).isEqualTo("ok");
    assertThat(asked.poll(5, TimeUnit.SECONDS)).contains("value=" + sent + "]");
  }

  @ParameterizedTest
  @CsvSource({"_node.a_b.example", "-a.example"})
  void aNameThatNoCertificateCanBeForIsSentWithoutVerification(String sni) throws Exception {
    var hello = new LinkedBlockingQueue<String>();
    try (var server =
        new FakeServer(
            socket -> {
              var in = new DataInputStream(socket.getInputStream());
              in.skipNBytes(3);
              hello.add(new String(in.readNBytes(in.readUnsignedShort()), ISO_8859_1));
            })) {
      prober.probe(Checks.https(TIMING, sni, false, null, 0), server.target());
    }
    assertThat(hello.poll(5, TimeUnit.SECONDS)).contains(sni);
    assertThatThrownBy(() -> Checks.https(TIMING, sni, true, null, 0))
        .hasMessageContaining("no certificate can be verified for \"" + sni + "\"");
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1"})
  void anAddressIsNotSent(String sni) throws Exception {
    var check = Checks.https(TIMING, sni, false, null, 0);
    assertThat(probe(check, authority.sign("other", yesterday, inTenDays)).reason())
        .isEqualTo("ok");
    assertThat(asked.poll(5, TimeUnit.SECONDS)).startsWith("[] ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a:443", "a\\032b", "*.example.com"})
  void aNameThatCannotBeSentIsRefused(String sni) {
    assertThatThrownBy(() -> new TlsSettings(sni, false, null, 0))
        .hasMessageContaining("is no name that TLS can ask for");
  }

  @Test
  void aWildcardCoversOneLabel() throws Exception {
    assertThat(reason(authority.sign("*.example.com", yesterday, inTenDays))).isEqualTo("ok");
    assertThat(reason(authority.sign("*.com", yesterday, inTenDays))).isEqualTo("tls-name");
    assertThat(reason(authority.sign("*.org", yesterday, inTenDays))).isEqualTo("tls-name");
  }

  @Test
  void tellsWhatIsWrongWithACertificate() throws Exception {
    assertThat(reason(authority.sign("www.example.com", lastYear, yesterday)))
        .isEqualTo("tls-expired");
    assertThat(reason(authority.sign("www.example.com", inTenDays, inTenDays)))
        .isEqualTo("tls-early");
    assertThat(reason(authority.sign("www.example.org", yesterday, inTenDays)))
        .isEqualTo("tls-name");
    assertThat(reason(TestCertificate.selfSigned("www.example.com", yesterday, inTenDays)))
        .isEqualTo("tls-untrusted");
    var other = TestCertificate.authority(lastYear, inTenDays);
    assertThat(reason(other.sign("www.example.com", yesterday, inTenDays)))
        .isEqualTo("tls-untrusted");
  }

  @Test
  void anExpiredAuthorityIsExpired() throws Exception {
    var expired = authority.delegate(lastYear, yesterday);
    assertThat(reason(expired.sign("www.example.com", lastYear, inTenDays)))
        .isEqualTo("tls-expired");
  }

  @Test
  void aCertificateThatIsItselfTrustedMustStillBeInDateAndOfThatName() throws Exception {
    authority = TestCertificate.selfSigned("www.example.com", lastYear, yesterday);
    writeAuthority();
    assertThat(reason(authority)).isEqualTo("tls-expired");
    authority = TestCertificate.selfSigned("www.example.org", lastYear, inTenDays);
    writeAuthority();
    prober.forgetCertificates();
    assertThat(reason(authority)).isEqualTo("tls-name");
  }

  @Test
  void theCertificateIsLookedAtEachTime() throws Exception {
    var good = authority.sign("www.example.com", yesterday, inTenDays);
    var check = Checks.https(TIMING, "www.example.com", true, caFile, 0);
    try (var server = showing(good)) {
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo("ok");
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo("ok");
    }
    var future =
        new Prober(
            System::nanoTime, InstantSource.offset(InstantSource.system(), Duration.ofDays(11)));
    try (future;
        var server = showing(good)) {
      assertThat(future.probe(check, server.target()).reason()).isEqualTo("tls-expired");
    }
  }

  @Test
  void withoutVerificationAnyCertificateWillDo() throws Exception {
    var check = Checks.https(TIMING, "www.example.com", false, null, 0);
    assertThat(probe(check, TestCertificate.selfSigned("other", lastYear, yesterday)).reason())
        .isEqualTo("ok");
  }

  @Test
  void minDaysCountsTheDaysThatAreLeft() throws Exception {
    var certificate = authority.sign("www.example.com", yesterday, inTenDays);
    assertThat(
            probe(Checks.https(TIMING, "www.example.com", true, caFile, 9), certificate).reason())
        .isEqualTo("ok");
    assertThat(
            probe(Checks.https(TIMING, "www.example.com", true, caFile, 10), certificate).reason())
        .isEqualTo("tls-days");
  }

  @Test
  void theSystemsAuthoritiesDoNotKnowOurs() throws Exception {
    var check = Checks.https(TIMING, "www.example.com", true, null, 0);
    assertThat(probe(check, authority.sign("www.example.com", yesterday, inTenDays)).reason())
        .isEqualTo("tls-untrusted");
  }

  @Test
  void anAddressIsNotSentAsName() throws Exception {
    var check = Checks.https(TIMING, "192.0.2.1", false, null, 0);
    assertThat(probe(check, TestCertificate.selfSigned("x", lastYear, inTenDays)).reason())
        .isEqualTo("ok");
    assertThat(asked.poll(5, TimeUnit.SECONDS)).startsWith("[] ");
  }

  @Test
  void aServerWithoutTlsFailsTheHandshake() throws Exception {
    var check = Checks.https(TIMING, "www.example.com", true, caFile, 0);
    try (var plain =
        new FakeServer(socket -> FakeServer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      assertThat(prober.probe(check, plain.target()).reason()).isEqualTo("tls-handshake");
    }
    try (var silent = new FakeServer(_ -> {})) {
      assertThat(prober.probe(check, silent.target()).reason()).isIn("tls-handshake", "reset");
    }
  }

  @Test
  void aMissingCertificateFileSaysNothingAboutTheTarget() throws Exception {
    var check = Checks.https(TIMING, "www.example.com", true, caFile.resolveSibling("none"), 0);
    ProbeResult result = probe(check, authority.sign("www.example.com", yesterday, inTenDays));
    assertThat(result.kind()).isEqualTo(Kind.VOID);
    assertThat(result.reason()).isEqualTo("ca-file");
  }
}
