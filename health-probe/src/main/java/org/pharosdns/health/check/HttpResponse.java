package org.pharosdns.health.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 answer (RFC 9112), read from a connection through one small buffer: the head and
/// the body up to their limits, whatever the server sends.
final class HttpResponse {
  private static final int CHUNK_LINE_LIMIT = 256;
  private static final long UNTIL_CLOSE = -1;
  private static final long CHUNKED = -2;

  private final InputStream in;
  private final int headOctets;
  private final byte[] buffer = new byte[2048];
  private int position;
  private int end;
  private int headRead;

  /// Octets of the body to come, or how its end is told.
  private long length = UNTIL_CLOSE;

  /// @param headOctets the most that the head may have
  HttpResponse(InputStream in, int headOctets) {
    this.in = in;
    this.headOctets = headOctets;
  }

  /// Reads up to the end of the headers and returns the status; informational answers (1xx) are
  /// skipped.
  int readHead(String method) throws IOException, ProbeEnded {
    int status = readStatusLine();
    readHeaders();
    while (status < 200) {
      status = readStatusLine();
      length = UNTIL_CLOSE;
      readHeaders();
    }
    if (method.equals("HEAD") || status == 204 || status == 304) {
      length = 0;
    }
    return status;
  }

  /// Reads the body until the text has occurred, the body ends, or the limit is reached.
  void readBody(int limit, @Nullable TextSearch search) throws IOException, ProbeEnded {
    if (length == CHUNKED) {
      readChunks(limit, search);
    } else if (length == UNTIL_CLOSE) {
      readOctets(limit, search, true);
    } else {
      readOctets(Math.min(limit, length), search, false);
    }
  }

  private int readStatusLine() throws IOException, ProbeEnded {
    String line = readHeadLine();
    boolean wellFormed =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    int status = wellFormed ? (int) number(line.substring(9, 12), 10) : 0;
    if (status < 100) {
      throw ProbeEnded.failed("protocol");
    }
    return status;
  }

  private void readHeaders() throws IOException, ProbeEnded {
    String line = readHeadLine();
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (colon < 1 && !folded) {
        throw ProbeEnded.failed("protocol");
      }
      if (!folded) {
        header(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      line = readHeadLine();
    }
  }

  private void header(String name, String value) throws ProbeEnded {
    if (name.equalsIgnoreCase("Transfer-Encoding")) {
      if (!value.toLowerCase(Locale.ROOT).endsWith("chunked")) {
        throw ProbeEnded.failed("protocol");
      }
      length = CHUNKED;
    } else if (name.equalsIgnoreCase("Content-Length") && length != CHUNKED) {
      long stated = number(value, 10);
      if (length != UNTIL_CLOSE && length != stated) {
        throw ProbeEnded.failed("protocol");
      }
      length = stated;
    }
  }

  private void readChunks(int limit, @Nullable TextSearch search) throws IOException, ProbeEnded {
    long left = limit;
    int extensions = 0;
    while (left > 0) {
      String line = readLine(CHUNK_LINE_LIMIT, "protocol");
      int extension = line.indexOf(';');
      int digits = extension < 0 ? line.length() : extension;
      long size = number(line.substring(0, digits).strip(), 16);
      extensions += line.length() - digits;
      if (extensions > headOctets) {
        throw ProbeEnded.failed("too-large");
      }
      if (size == 0) {
        return;
      }
      readOctets(Math.min(size, left), search, false);
      left -= size;
      if (search != null && search.found()) {
        return;
      }
      if (left > 0 && !readLine(CHUNK_LINE_LIMIT, "protocol").isEmpty()) {
        throw ProbeEnded.failed("protocol");
      }
    }
  }

  private void readOctets(long count, @Nullable TextSearch search, boolean mayEnd)
      throws IOException, ProbeEnded {
    long left = count;
    while (left > 0) {
      if (position == end && !fill()) {
        if (mayEnd) {
          return;
        }
        throw ProbeEnded.failed("closed");
      }
      int n = (int) Math.min(left, end - position);
      if (search != null && search.take(buffer, position, position + n)) {
        return;
      }
      position += n;
      left -= n;
    }
  }

  private String readHeadLine() throws IOException, ProbeEnded {
    return readLine(headOctets - headRead, "too-large");
  }

  /// Returns the next line without its end. A line end may be LF alone (RFC 9112 section 2.2).
  private String readLine(int limit, String reasonIfLonger) throws IOException, ProbeEnded {
    var line = new StringBuilder(64);
    for (int read = 1; ; read++) {
      if (read > limit) {
        throw ProbeEnded.failed(reasonIfLonger);
      }
      if (position == end && !fill()) {
        throw ProbeEnded.failed("closed");
      }
      byte octet = buffer[position++];
      if (octet == '\n') {
        headRead += read;
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
      line.append((char) (octet & 0xff));
    }
  }

  private boolean fill() throws IOException {
    int n = in.read(buffer, 0, buffer.length);
    position = 0;
    end = Math.max(n, 0);
    return n > 0;
  }

  /// Returns a number made of digits alone, at most 15 of them.
  private static long number(String digits, int radix) throws ProbeEnded {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        throw ProbeEnded.failed("protocol");
      }
      value = value * radix + digit;
    }
    if (digits.isEmpty() || digits.length() > 15) {
      throw ProbeEnded.failed("protocol");
    }
    return value;
  }
}
