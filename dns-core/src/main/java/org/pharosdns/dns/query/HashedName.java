package org.pharosdns.dns.query;

import java.util.Arrays;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.SuffixHash;

/// A name ready to be looked up: lower case, with the offset of every label and the hash of every
/// suffix. Refilled again and again; owned by one thread.
///
/// Labels are counted from the left: label 0 is the leftmost, label {@link #labels()} the root.
/// Suffix `i` is the name that starts with label `i`; suffix 0 is the name itself.
public final class HashedName {
  /// The most labels a name can have, root not counted.
  public static final int MAX_LABELS = 127;

  private static final int MAX_LABEL_OCTETS = DnsName.MAX_LABEL_OCTETS;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LOW_SEVEN_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long AT_LEAST_A = 0x3f3f_3f3f_3f3f_3f3fL;
  private static final long ABOVE_Z = 0x2525_2525_2525_2525L;
  private static final int POINTER = 0xc0;
  private static final int POINTER_OFFSET_MASK = 0x3fff;

  private final byte[] wire = new byte[DnsName.MAX_OCTETS + 1 + SuffixHash.PADDING];
  private final byte[] offsets = new byte[MAX_LABELS + 1];
  private final long[] hashes = new long[MAX_LABELS + 1];
  private int octets;
  private int labels;

  /// Creates the root.
  public HashedName() {
    begin();
    end();
  }

  /// Sets this to the uncompressed name at `offset`.
  ///
  /// @param limit where the readable octets end
  /// @return whether there is such a name; if not, this is in no useful state
  public boolean setFromWire(byte[] source, int offset, int limit) {
    begin();
    var last = Math.min(limit, offset + DnsName.MAX_OCTETS);
    var position = offset;
    while (position < last) {
      var length = source[position];
      if (length == 0) {
        octets = position + 1 - offset;
        System.arraycopy(source, offset, wire, 0, octets);
        finish();
        return true;
      }
      if (length < 0 || length > MAX_LABEL_OCTETS) {
        return false;
      }
      offsets[labels++] = (byte) (position - offset);
      position += 1 + length;
    }
    return false;
  }

  /// Sets this to `name`. Not for the query path.
  public HashedName set(DnsName name) {
    var uncompressed = name.wire();
    setFromWire(uncompressed, 0, uncompressed.length);
    return this;
  }

  /// Sets this to a name, compressed or not, of a message that this process wrote itself.
  ///
  /// @param start where the message starts in `message`
  /// @param offset where the name starts, counted from the start of the message
  /// @param positions takes for each label, the root too, where in the message it stands
  public void setFromMessage(byte[] message, int start, int offset, int[] positions) {
    begin();
    var position = offset;
    while (true) {
      var length = Octets.u8(message, start + position);
      if (length >= POINTER) {
        position = Octets.u16(message, start + position) & POINTER_OFFSET_MASK;
      } else {
        positions[labels] = position;
        if (length == 0) {
          end();
          return;
        }
        append(message, start + position);
        position += 1 + length;
      }
    }
  }

  private void begin() {
    octets = 0;
    labels = 0;
  }

  private void append(byte[] source, int offset) {
    offsets[labels++] = (byte) octets;
    var labelOctets = 1 + source[offset];
    System.arraycopy(source, offset, wire, octets, labelOctets);
    octets += labelOctets;
  }

  private void end() {
    wire[octets++] = 0;
    finish();
  }

  private void finish() {
    offsets[labels] = (byte) (octets - 1);
    for (var i = 0; i < octets; i += Long.BYTES) {
      Octets.putI64(wire, i, lower(Octets.i64(wire, i)));
    }
    var hash = SuffixHash.root();
    hashes[labels] = hash;
    for (var i = labels - 1; i >= 0; i--) {
      hash = SuffixHash.prepend(hash, wire, offset(i));
      hashes[i] = hash;
    }
  }

  /// Eight octets at once: length octets are below `A` and stay as they are.
  private static long lower(long eight) {
    var sevenBits = eight & LOW_SEVEN_BITS;
    var upper = (sevenBits + AT_LEAST_A) & ~(sevenBits + ABOVE_Z) & ~eight & HIGH_BITS;
    return eight | upper >>> 2;
  }

  /// The wire form in lower case; only the first {@link #octets()} octets count.
  public byte[] wire() {
    return wire;
  }

  /// The length of the wire form, 1 (the root) to 255.
  public int octets() {
    return octets;
  }

  /// The number of labels, root not counted: 0 to 127.
  public int labels() {
    return labels;
  }

  /// Where label `i` starts in {@link #wire()}.
  public int offset(int i) {
    return offsets[i] & 0xff;
  }

  /// The hash of suffix `i`.
  public long hash(int i) {
    return hashes[i];
  }

  /// Returns the name as a value, in lower case. Not for the query path.
  public DnsName toName() {
    return DnsName.ofWire(wire, 0);
  }

  /// Whether this is suffix `label` of `other`.
  public boolean sameAs(HashedName other, int label) {
    var from = other.offset(label);
    return Arrays.equals(wire, 0, octets, other.wire, from, other.octets);
  }
}
