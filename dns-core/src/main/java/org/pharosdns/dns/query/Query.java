package org.pharosdns.dns.query;

import org.pharosdns.dns.wire.Header;

/// The question in hand: a parsed message, refilled for each packet. Owned by one event loop.
///
/// What {@link QueryParser} could not read stays at its empty value: {@link #questionOctets()} 0,
/// no EDNS, no TSIG.
public final class Query {
  private static final byte[] NOTHING = new byte[Header.OCTETS];

  private final HashedName name = new HashedName();
  private final Edns edns = new Edns();
  private final Draw draw;

  private byte[] message = NOTHING;
  private int offset;
  private int octets;
  private Client client = new Client(Client.Transport.UDP);
  private long nowNanos;
  private int id;
  private int flags;
  private int questionOctets;
  private int type;
  private int recordClass;
  private int tsigOffset;
  private int tsigOwnerOctets;

  /// Creates an empty query of an event loop that draws its chances from `draw`.
  public Query(Draw draw) {
    this.draw = draw;
  }

  void begin(byte[] message, int offset, int octets, Client client, long nowNanos) {
    this.message = message;
    this.offset = offset;
    this.octets = octets;
    this.client = client;
    this.nowNanos = nowNanos;
    questionOctets = 0;
    type = 0;
    recordClass = 0;
    tsigOwnerOctets = 0;
    edns.clear();
  }

  void header(int id, int flags) {
    this.id = id;
    this.flags = flags;
  }

  void question(int octets, int type, int recordClass) {
    questionOctets = octets;
    this.type = type;
    this.recordClass = recordClass;
  }

  void tsig(int offset, int ownerOctets) {
    tsigOffset = offset;
    tsigOwnerOctets = ownerOctets;
  }

  /// The array that holds the message as it came.
  public byte[] message() {
    return message;
  }

  /// Where the message starts in {@link #message()}.
  public int offset() {
    return offset;
  }

  /// The length of the message.
  public int octets() {
    return octets;
  }

  /// Who asks.
  public Client client() {
    return client;
  }

  /// The monotonic time of the question.
  public long nowNanos() {
    return nowNanos;
  }

  /// The random numbers of this event loop.
  public Draw draw() {
    return draw;
  }

  /// The identifier that the answer repeats.
  public int id() {
    return id;
  }

  /// Flags, opcode and RCODE as they came ({@link Header}).
  public int flags() {
    return flags;
  }

  /// The kind of query, 0 to 15.
  public int opcode() {
    return Header.opcode(flags);
  }

  /// The length of the question behind the header, as the client wrote it; 0 when it could not be
  /// read.
  public int questionOctets() {
    return questionOctets;
  }

  /// The name asked about; of no use while {@link #questionOctets()} is 0.
  public HashedName name() {
    return name;
  }

  /// The type asked for.
  public int type() {
    return type;
  }

  /// The class asked for.
  public int recordClass() {
    return recordClass;
  }

  /// What the OPT record says.
  public Edns edns() {
    return edns;
  }

  /// Whether the message ends in a TSIG record (RFC 8945).
  public boolean signed() {
    return tsigOwnerOctets > 0;
  }

  /// Where the TSIG record starts in {@link #message()}.
  public int tsigOffset() {
    return tsigOffset;
  }

  /// The length of the TSIG record's owner, the key's name, in octets as written.
  public int tsigOwnerOctets() {
    return tsigOwnerOctets;
  }
}
