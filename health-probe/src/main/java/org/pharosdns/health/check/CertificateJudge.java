package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Verifies chain, dates and name as the JDK does, and tells which of them was wrong.
final class CertificateJudge extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager chains;
  private final InstantSource wallClock;

  private CertificateJudge(X509ExtendedTrustManager chains, InstantSource wallClock) {
    this.chains = chains;
    this.wallClock = wallClock;
  }

  /// Returns a judge that trusts the certificates of a PEM file, or those of the system.
  static CertificateJudge of(@Nullable Path caFile, InstantSource wallClock)
      throws GeneralSecurityException, IOException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(caFile == null ? null : read(caFile));
    for (var manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return new CertificateJudge(extended, wallClock);
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(file)) {
      int number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, certificate);
      }
      if (number == 0) {
        throw new CertificateException("no certificate in the file");
      }
    }
    return store;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    requireDate(chain[0]);
    try {
      chains.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      requireChain(chain, authType);
      throw new RefusedCertificate("tls-name", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    requireDate(chain[0]);
    requireChain(chain, authType);
  }

  /// Comes first, for the JDK takes a certificate that is itself among the trusted ones whatever
  /// its dates.
  private void requireDate(X509Certificate certificate) throws RefusedCertificate {
    try {
      certificate.checkValidity(Date.from(wallClock.instant()));
    } catch (CertificateExpiredException e) {
      throw new RefusedCertificate("tls-expired", e);
    } catch (CertificateNotYetValidException e) {
      throw new RefusedCertificate("tls-early", e);
    }
  }

  private void requireChain(X509Certificate[] chain, String authType) throws RefusedCertificate {
    try {
      chains.checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      throw new RefusedCertificate(isExpired(e) ? "tls-expired" : "tls-untrusted", e);
    }
  }

  private static boolean isExpired(CertificateException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    chains.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    chains.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    chains.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    chains.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
