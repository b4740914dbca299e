package org.pharosdns.dns.tsig;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.pharosdns.dns.wire.DnsName;

/// A secret shared with a peer, by name. Immutable; its text shows nothing of the secret.
public final class TsigKey {
  private final DnsName name;
  private final TsigAlgorithm algorithm;
  private final SecretKeySpec secret;

  /// @param secret at least one octet
  public TsigKey(DnsName name, TsigAlgorithm algorithm, byte[] secret) {
    this.name = name;
    this.algorithm = algorithm;
    this.secret = new SecretKeySpec(secret, algorithm.javaName());
  }

  /// The name that both sides call it.
  public DnsName name() {
    return name;
  }

  /// What it signs with.
  public TsigAlgorithm algorithm() {
    return algorithm;
  }

  /// The secret, for another implementation that signs with it.
  public SecretKey secret() {
    return secret;
  }

  /// Returns a MAC to be fed with what is signed.
  Mac mac() {
    try {
      var mac = Mac.getInstance(algorithm.javaName());
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm.javaName(), e);
    }
  }

  /// Keys are equal when name, algorithm and secret are.
  @Override
  public boolean equals(Object other) {
    return other instanceof TsigKey key
        && key.name.equals(name)
        && key.algorithm == algorithm
        && key.secret.equals(secret);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + algorithm.text() + ")";
  }
}
