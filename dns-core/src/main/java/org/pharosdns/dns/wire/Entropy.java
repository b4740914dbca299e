package org.pharosdns.dns.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Random numbers that nobody outside can guess, for keys and seeds.
///
/// From the system's device (random(4)), which the JDK's `SecureRandom` reads too: but to load that
/// class takes a fifth of the time in which a small zone is read. Where there is no such device,
/// from that class. Any thread.
public final class Entropy implements RandomGenerator {
  private static final Path DEVICE = Path.of("/dev/urandom");
  private static final int OCTETS = 64;

  private ByteBuffer left = ByteBuffer.allocate(0);

  @Override
  public synchronized long nextLong() {
    if (left.remaining() < Long.BYTES) {
      left = ByteBuffer.wrap(octets());
    }
    return left.getLong();
  }

  private static byte[] octets() {
    var octets = new byte[OCTETS];
    if (!readDevice(octets)) {
      new SecureRandom().nextBytes(octets);
    }
    return octets;
  }

  private static boolean readDevice(byte[] octets) {
    try (var device = Files.newInputStream(DEVICE)) {
      return device.readNBytes(octets, 0, octets.length) == octets.length;
    } catch (IOException e) {
      return false;
    }
  }
}
