package org.pharosdns.cli.control;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;

/// A value as JSON, made while it is written.
record JsonBody(Object value, long octets) implements Body {
  static JsonBody of(Object value) {
    var count = new Counting();
    ControlJson.mapper().writeValue(count, value);
    return new JsonBody(value, count.octets);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      ControlJson.mapper().writeValue(new Unclosed(out), value);
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /// Counts what is written.
  private static final class Counting extends OutputStream {
    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      octets += length;
    }
  }

  /// Stays open when what writes to it is done.
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
