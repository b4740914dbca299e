package org.pharosdns.dns.server;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;

/// A transfer or update that was taken over from the event loop: a copy of the message and the way
/// back. For one thread at a time; to be closed.
public final class ZoneRequest implements AutoCloseable {
  /// What our OPT record offers; there is no UDP behind it.
  private static final int UDP_PAYLOAD = 1232;

  private final byte[] message;
  private final int questionOctets;
  private final DnsName zone;
  private final int type;
  private final boolean edns;
  private final Client.Transport transport;
  private final byte[] address;
  private final @Nullable TsigSigner signer;
  private final ReplyPath path;

  private ZoneRequest(Query query, byte[] message, @Nullable TsigSigner signer, ReplyPath path) {
    this.message = message;
    this.signer = signer;
    this.path = path;
    questionOctets = query.questionOctets();
    zone = DnsName.ofWire(message, Header.OCTETS);
    type = query.type();
    edns = query.edns().present();
    transport = query.client().transport();
    address = Arrays.copyOf(query.client().address(), query.client().addressOctets());
  }

  /// Returns a copy of `query`, or null when its client can only be answered at once.
  ///
  /// @param signer of the answer; null for an unsigned request
  public static @Nullable ZoneRequest of(Query query, @Nullable TsigSigner signer) {
    var path = query.client().replyPath();
    if (path == null) {
      return null;
    }
    var message =
        Arrays.copyOfRange(query.message(), query.offset(), query.offset() + query.octets());
    return new ZoneRequest(query, message, signer, path);
  }

  /// The message as it came, from index 0. Not to be written to.
  public byte[] message() {
    return message;
  }

  /// The length of header and question; the records start here.
  public int recordsOffset() {
    return Header.OCTETS + questionOctets;
  }

  /// The name in the question, case as the client wrote it.
  public DnsName zone() {
    return zone;
  }

  /// The type in the question.
  public int type() {
    return type;
  }

  /// How the request came.
  public Client.Transport transport() {
    return transport;
  }

  /// The client's address, 4 or 16 octets. Not to be written to.
  public byte[] address() {
    return address;
  }

  /// Signs the answer, or null for an unsigned request.
  public @Nullable TsigSigner signer() {
    return signer;
  }

  /// Returns how many octets {@link #finish} adds at most.
  public int tailOctets() {
    return (edns ? EdnsOption.OPT_OCTETS : 0) + (signer == null ? 0 : signer.octets());
  }

  /// Starts a message of the answer in `out`: header with AA as said, no records, the question.
  ///
  /// @return where the records are to be written
  public int begin(byte[] out, boolean authoritative, int rcode) {
    var echoed = Octets.u16(message, Header.FLAGS) & (Header.OPCODE_MASK | Header.RD);
    Arrays.fill(out, 0, Header.OCTETS, (byte) 0);
    System.arraycopy(message, Header.ID, out, Header.ID, 2);
    Octets.putU16(out, Header.FLAGS, Header.QR | echoed | (authoritative ? Header.AA : 0) | rcode);
    Octets.putU16(out, Header.QUESTIONS, 1);
    System.arraycopy(message, Header.OCTETS, out, Header.OCTETS, questionOctets);
    return recordsOffset();
  }

  /// Ends a message of the answer with OPT and TSIG, if the request had them.
  ///
  /// @return its new length
  public int finish(byte[] out, int length) {
    var end = length;
    if (edns) {
      out[end] = 0;
      Octets.putU16(out, end + 1, RecordType.OPT);
      Octets.putU16(out, end + 3, UDP_PAYLOAD);
      Octets.putI32(out, end + 5, 0);
      Octets.putU16(out, end + 9, 0);
      end += EdnsOption.OPT_OCTETS;
      Octets.putU16(out, Header.ADDITIONALS, 1);
    }
    return signer == null ? end : signer.append(out, 0, end);
  }

  /// Sends a message of the answer, one of several. Waits while its client does not read.
  ///
  /// @return whether the client is still there
  public boolean send(byte[] out, int length) throws InterruptedException {
    return path.send(out, length);
  }

  /// Answers with an RCODE, below 16, and no records. Waits for nobody.
  public void reply(int rcode) {
    var out = new byte[recordsOffset() + tailOctets()];
    path.answer(out, finish(out, begin(out, false, rcode)));
  }

  @Override
  public void close() {
    path.close();
  }
}
