package org.pharosdns.dns.query;

/// The way back to a client whose request is answered later, off the event loop: by the same socket
/// and from the same address. Any thread; closed once, whether or not anything was sent.
public interface ReplyPath extends AutoCloseable {
  /// Sends the first `length` octets of `message`, which are all of the answer, and waits for
  /// nobody.
  void answer(byte[] message, int length);

  /// Sends the first `length` octets of `message` as one message of several. Over TCP it waits
  /// while the client does not read.
  ///
  /// @return whether the client is still there; if not, further messages lead nowhere
  /// @throws InterruptedException when interrupted while waiting
  boolean send(byte[] message, int length) throws InterruptedException;

  /// Tells the transport that nothing more comes.
  @Override
  void close();
}
