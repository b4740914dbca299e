package org.pharosdns.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/// The conversation of a {@link GrpcCheck}: one unary call over HTTP/2 (RFC 9113), its answer read
/// as far as the check needs.
final class GrpcProbe {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int STREAM = 1;

  /// The last stream and the error code; what follows is for people.
  private static final int GO_AWAY_OCTETS = 8;

  /// SETTINGS_ENABLE_PUSH = 0.
  private static final byte[] SETTINGS = {0, 2, 0, 0, 0, 0};

  private final GrpcCheck check;
  private final Socket socket;
  private final int readOctets;
  private final Http2Frames frames;
  private final HpackReader headers = new HpackReader();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int headerOctets;

  /// Whether the headers of the answer have come, so that what follows are its trailers.
  private boolean answered;

  private GrpcProbe(GrpcCheck check, Socket socket, int readOctets) throws IOException {
    this.check = check;
    this.socket = socket;
    this.readOctets = readOctets;
    this.frames =
        new Http2Frames(socket.getInputStream(), socket.getOutputStream(), 4 * readOctets);
  }

  /// @param readOctets the most that header fields may have, and the message
  static Finding hold(GrpcCheck check, Socket socket, int readOctets)
      throws IOException, ProbeEnded {
    var probe = new GrpcProbe(check, socket, readOctets);
    probe.call();
    probe.readAnswer();
    return Finding.OK;
  }

  private void call() throws IOException {
    socket.getOutputStream().write(PREFACE);
    frames.write(Http2Frames.SETTINGS, 0, 0, SETTINGS);
    frames.write(Http2Frames.HEADERS, Http2Frames.END_HEADERS, STREAM, requestHeaders());
    frames.write(Http2Frames.DATA, Http2Frames.END_STREAM, STREAM, requestMessage());
  }

  private byte[] requestHeaders() {
    var block = new ByteArrayOutputStream(256);
    field(block, ":method", check.method());
    field(block, ":scheme", check.tls() == null ? "http" : "https");
    field(block, ":path", check.path());
    field(block, ":authority", check.authority());
    field(block, "content-type", "application/grpc");
    field(block, "te", "trailers");
    field(block, "user-agent", "pharos");
    check.headers().forEach((name, value) -> field(block, name.toLowerCase(Locale.ROOT), value));
    return block.toByteArray();
  }

  /// A literal field that no table is to remember, RFC 7541 section 6.2.2.
  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name.getBytes(ISO_8859_1));
    text(block, value.getBytes(UTF_8));
  }

  private static void text(ByteArrayOutputStream block, byte[] octets) {
    if (octets.length < 0x7f) {
      block.write(octets.length);
    } else {
      block.write(0x7f);
      varint(block, octets.length - 0x7f);
    }
    block.writeBytes(octets);
  }

  /// Seven bits an octet, the lowest first: the same in HPACK and in protocol buffers.
  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write(rest);
  }

  /// `HealthCheckRequest { string service = 1; }` behind the five octets that gRPC puts before each
  /// message.
  private byte[] requestMessage() {
    var request = new ByteArrayOutputStream();
    byte[] service = check.service().getBytes(UTF_8);
    if (service.length > 0) {
      request.write(1 << 3 | 2);
      varint(request, service.length);
      request.writeBytes(service);
    }
    var framed = new ByteArrayOutputStream();
    int size = request.size();
    framed.writeBytes(new byte[] {0, 0, 0, (byte) (size >> 8), (byte) size});
    framed.writeBytes(request.toByteArray());
    return framed.toByteArray();
  }

  private void readAnswer() throws IOException, ProbeEnded {
    boolean ended = false;
    while (!ended) {
      var frame = frames.next();
      boolean ours = frame.stream() == STREAM;
      if (frame.type() == Http2Frames.HEADERS) {
        // Read whatever their stream, for each block changes the table that the next one needs.
        Map<String, String> fields = headers.read(block(frame));
        ended = ours && takeHeaders(fields, frame.has(Http2Frames.END_STREAM));
      } else if (ours) {
        takeOfCall(frame);
      } else {
        takeOfConnection(frame);
      }
    }
    GrpcHealth.requireServing(message.toByteArray());
  }

  private void takeOfCall(Http2Frames.Frame frame) throws ProbeEnded {
    if (frame.type() == Http2Frames.RST_STREAM) {
      throw ProbeEnded.failed("reset");
    }
    if (frame.type() == Http2Frames.DATA) {
      takeData(frame);
    }
  }

  /// What belongs to another stream is nothing to us, and frames of other types need not be
  /// understood, RFC 9113 section 4.1.
  private void takeOfConnection(Http2Frames.Frame frame) throws IOException, ProbeEnded {
    switch (frame.type()) {
      case Http2Frames.SETTINGS, Http2Frames.PING -> acknowledge(frame);
      case Http2Frames.GOAWAY -> requireAnswerToCome(frame.payload());
      default -> {}
    }
  }

  /// RFC 9113 section 6.8: a server that goes away in order finishes the streams up to the last one
  /// that it names.
  private static void requireAnswerToCome(byte[] goAway) throws ProbeEnded {
    if (goAway.length < GO_AWAY_OCTETS) {
      throw ProbeEnded.failed("protocol");
    }
    var fields = ByteBuffer.wrap(goAway);
    int lastStream = fields.getInt() & Integer.MAX_VALUE;
    int error = fields.getInt();
    if (lastStream < STREAM || error != 0) {
      throw ProbeEnded.failed("goaway");
    }
  }

  private void acknowledge(Http2Frames.Frame frame) throws IOException {
    if (!frame.has(Http2Frames.ACK)) {
      byte[] echo = frame.type() == Http2Frames.PING ? frame.payload() : new byte[0];
      frames.write(frame.type(), Http2Frames.ACK, 0, echo);
    }
  }

  private byte[] block(Http2Frames.Frame first) throws IOException, ProbeEnded {
    var block = new ByteArrayOutputStream();
    block.writeBytes(first.content());
    boolean complete = first.has(Http2Frames.END_HEADERS);
    while (!complete) {
      var next = frames.next();
      if (next.type() != Http2Frames.CONTINUATION || next.stream() != first.stream()) {
        throw ProbeEnded.failed("protocol");
      }
      block.writeBytes(next.payload());
      complete = next.has(Http2Frames.END_HEADERS);
    }
    headerOctets += block.size();
    if (headerOctets > readOctets) {
      throw ProbeEnded.failed("too-large");
    }
    return block.toByteArray();
  }

  private void takeData(Http2Frames.Frame frame) throws ProbeEnded {
    message.writeBytes(frame.content());
    if (message.size() > readOctets) {
      throw ProbeEnded.failed("too-large");
    }
    if (frame.has(Http2Frames.END_STREAM)) {
      // A call ends with trailers; data that end it end no gRPC call.
      throw ProbeEnded.failed("protocol");
    }
  }

  /// Returns whether the call has ended.
  ///
  /// @param last whether these are the trailers, or all that there is
  private boolean takeHeaders(Map<String, String> fields, boolean last) throws ProbeEnded {
    String status = fields.getOrDefault(":status", "");
    boolean informs = status.startsWith("1");
    if (!answered && !informs && !status.equals("200")) {
      throw ProbeEnded.failed(status.matches("[2-5][0-9]{2}") ? "status-" + status : "protocol");
    }
    answered |= !informs;
    String code = fields.getOrDefault("grpc-status", last ? "missing" : "0");
    if (!code.equals("0")) {
      throw ProbeEnded.failed(code.matches("[0-9]{1,3}") ? "grpc-status-" + code : "protocol");
    }
    return last;
  }
}
