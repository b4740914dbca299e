package org.pharosdns.health.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A certificate made for a test, DER octet by octet (RFC 5280 section 4.1), with its private key.
final class TestCertificate {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 =
      sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

  private final X509Certificate certificate;
  private final KeyPair keys;
  private final @Nullable TestCertificate issuer;

  private TestCertificate(
      String name, @Nullable TestCertificate issuer, boolean authority, Instant from, Instant to)
      throws Exception {
    this.issuer = issuer;
    this.keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    byte[] body =
        sequence(
            tagged(0xa0, tagged(0x02, new byte[] {2})),
            tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
            ECDSA_WITH_SHA256,
            issuer == null ? name(name) : issuer.certificate.getSubjectX500Principal().getEncoded(),
            sequence(time(from), time(to)),
            name(name),
            keys.getPublic().getEncoded(),
            tagged(0xa3, sequence(authority ? authorityExtension() : nameExtension(name))));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign((issuer == null ? keys : issuer.keys).getPrivate());
    signature.update(body);
    byte[] whole =
        sequence(body, ECDSA_WITH_SHA256, tagged(0x03, concat(new byte[] {0}, signature.sign())));
    this.certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole));
  }

  /// A certificate authority.
  static TestCertificate authority(Instant from, Instant to) throws Exception {
    return new TestCertificate("Test CA", null, true, from, to);
  }

  /// A certificate authority that this authority has signed.
  TestCertificate delegate(Instant from, Instant to) throws Exception {
    return new TestCertificate("Test delegate", this, true, from, to);
  }

  /// A certificate of a host name that this authority has signed.
  TestCertificate sign(String host, Instant from, Instant to) throws Exception {
    return new TestCertificate(host, this, false, from, to);
  }

  /// A certificate of a host name that nobody has signed but itself.
  static TestCertificate selfSigned(String host, Instant from, Instant to) throws Exception {
    return new TestCertificate(host, null, false, from, to);
  }

  String pem() throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /// What a server needs to show this certificate.
  SSLContext serverContext() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var chain = new ArrayList<Certificate>();
    for (TestCertificate link = this; link != null; link = link.issuer) {
      chain.add(link.certificate);
    }
    store.setKeyEntry("key", keys.getPrivate(), new char[0], chain.toArray(new Certificate[0]));
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  private static byte[] authorityExtension() {
    byte[] isAuthority = sequence(tagged(0x01, new byte[] {(byte) 0xff}));
    return sequence(
        oid(0x55, 0x1d, 0x13), tagged(0x01, new byte[] {(byte) 0xff}), tagged(0x04, isAuthority));
  }

  private static byte[] nameExtension(String host) {
    byte[] dnsName = tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
    return sequence(oid(0x55, 0x1d, 0x11), tagged(0x04, sequence(dnsName)));
  }

  private static byte[] name(String name) {
    byte[] text = tagged(0x0c, name.getBytes(StandardCharsets.UTF_8));
    return sequence(tagged(0x31, sequence(oid(0x55, 0x04, 0x03), text)));
  }

  private static byte[] time(Instant time) {
    return tagged(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] oid(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return tagged(0x06, bytes);
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, concat(parts));
  }

  private static byte[] tagged(int tag, byte[] content) {
    int length = content.length;
    byte[] head = {(byte) tag, (byte) length};
    if (length > 0xff) {
      head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    } else if (length > 0x7f) {
      head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    }
    return concat(head, content);
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
