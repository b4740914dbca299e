package org.pharosdns.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;

/// The conversation of a {@link GrpcCheck}: one unary call over HTTP/2 (RFC 9113), its answer read
/// as far as the check needs.
final class GrpcProbe {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int STREAM = 1;

  /// SETTINGS_ENABLE_PUSH = 0.
  private static final byte[] SETTINGS = {0, 2, 0, 0, 0, 0};

  private final GrpcCheck check;
  private final Socket socket;
  private final Http2Frames frames;
  private final HpackReader headers = new HpackReader();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int headerOctets;

  private GrpcProbe(GrpcCheck check, Socket socket) throws IOException {
    this.check = check;
    this.socket = socket;
    this.frames = new Http2Frames(socket.getInputStream(), socket.getOutputStream());
  }

  static Finding hold(GrpcCheck check, Socket socket) throws IOException, ProbeEnded {
    var probe = new GrpcProbe(check, socket);
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
    boolean answered = false;
    while (true) {
      var frame = frames.next();
      switch (frame.type()) {
        case Http2Frames.SETTINGS -> acknowledge(frame);
        case Http2Frames.PING -> acknowledge(frame);
        case Http2Frames.RST_STREAM -> throw ProbeEnded.failed("reset");
        case Http2Frames.GOAWAY -> throw ProbeEnded.failed("goaway");
        case Http2Frames.HEADERS -> {
          Map<String, String> fields = headers.read(block(frame));
          judge(fields, !answered);
          answered |= !fields.getOrDefault(":status", "").startsWith("1");
          if (frame.has(Http2Frames.END_STREAM)) {
            GrpcHealth.requireServing(message.toByteArray());
            return;
          }
        }
        case Http2Frames.DATA -> take(frame);
        default -> {
          // Frames that a client need not understand, RFC 9113 section 4.1.
        }
      }
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
      if (next.type() != Http2Frames.CONTINUATION) {
        throw ProbeEnded.failed("protocol");
      }
      block.writeBytes(next.payload());
      complete = next.has(Http2Frames.END_HEADERS);
    }
    headerOctets += block.size();
    if (headerOctets > Check.READ_LIMIT) {
      throw ProbeEnded.failed("too-large");
    }
    return block.toByteArray();
  }

  private void take(Http2Frames.Frame frame) throws ProbeEnded {
    message.writeBytes(frame.content());
    if (message.size() > Check.READ_LIMIT) {
      throw ProbeEnded.failed("too-large");
    }
    if (frame.has(Http2Frames.END_STREAM)) {
      // A call ends with trailers; data that end it end no gRPC call.
      throw ProbeEnded.failed("protocol");
    }
  }

  /// @param first whether these are the headers of the answer, and not its trailers
  private static void judge(Map<String, String> fields, boolean first) throws ProbeEnded {
    String status = fields.getOrDefault(":status", "");
    if (first && !status.equals("200") && !status.startsWith("1")) {
      throw ProbeEnded.failed(status.matches("[2-5][0-9]{2}") ? "status-" + status : "protocol");
    }
    String code = fields.getOrDefault("grpc-status", "0");
    if (!code.equals("0")) {
      throw ProbeEnded.failed(code.matches("[0-9]{1,3}") ? "grpc-status-" + code : "protocol");
    }
  }
}
