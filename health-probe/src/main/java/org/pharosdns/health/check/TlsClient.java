package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds conversations over TLS. What to trust is read once per certificate file.
///
/// No session is ever resumed: a resumed session shows no certificate, and the probe is to see the
/// one that clients get now, at this very address.
final class TlsClient {
  private static final Logger LOG = LoggerFactory.getLogger(TlsClient.class);

  private record Trust(boolean verify, @Nullable Path caFile) {}

  private final InstantSource wallClock;
  private final ConcurrentHashMap<Trust, SSLContext> contexts = new ConcurrentHashMap<>();
  private final Set<Trust> unusable = ConcurrentHashMap.newKeySet();
  private final AtomicInteger handshakes = new AtomicInteger();

  TlsClient(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  /// Shakes hands as the settings say, then holds the conversation.
  ///
  /// @param protocols offered by ALPN (RFC 7301), none for none
  Finding over(Socket raw, TlsSettings settings, Conversation conversation, String... protocols)
      throws IOException, ProbeEnded {
    try {
      var socket = shakeHands(raw, settings, protocols);
      requireDaysLeft(socket, settings.minDays());
      Finding finding = conversation.hold(socket);
      socket.shutdownOutput();
      return finding;
    } catch (SSLException e) {
      LOG.debug("TLS with {}: {}", raw, e.toString());
      throw ProbeEnded.failed(reasonOf(e));
    }
  }

  /// Forgets what was read from certificate files.
  void forget() {
    contexts.clear();
    unusable.clear();
  }

  private SSLSocket shakeHands(Socket raw, TlsSettings settings, String[] protocols)
      throws IOException, ProbeEnded {
    var factory = context(new Trust(settings.verify(), settings.caFile())).getSocketFactory();
    // The port given here is nothing but the key of the session cache: another one each time.
    int cacheKey = 1 + (handshakes.getAndIncrement() & 0x7fff);
    var socket = (SSLSocket) factory.createSocket(raw, settings.sni(), cacheKey, false);
    var parameters = socket.getSSLParameters();
    if (settings.verify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setServerNames(settings.serverNames());
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context(Trust trust) throws ProbeEnded {
    SSLContext known = contexts.get(trust);
    if (known != null) {
      return known;
    }
    try {
      var context = SSLContext.getInstance("TLS");
      TrustManager judge =
          trust.verify ? CertificateJudge.of(trust.caFile, wallClock) : new AnyCertificate();
      context.init(null, new TrustManager[] {judge}, null);
      context.getClientSessionContext().setSessionCacheSize(1);
      contexts.put(trust, context);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      if (unusable.add(trust)) {
        LOG.warn("cannot use the certificates in {}: {}", trust.caFile, e.toString());
      }
      throw ProbeEnded.locally("ca-file");
    }
  }

  private void requireDaysLeft(SSLSocket socket, int days) throws IOException, ProbeEnded {
    if (days == 0) {
      return;
    }
    var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    Instant end = certificate.getNotAfter().toInstant();
    if (wallClock.instant().plus(Duration.ofDays(days)).isAfter(end)) {
      throw ProbeEnded.failed("tls-days");
    }
  }

  private static String reasonOf(SSLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedCertificate refused) {
        return refused.reason();
      }
    }
    return "tls-handshake";
  }
}
