package org.pharosdns.dns.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.server.MessageProcessor;

/// An engine that does what the first letter of the message says: `E` echoes, `S` answers with as
/// many octets as the decimal number behind it says, `W` says who asks, `D` drops, `X` throws, `H`
/// holds until the gate opens and then echoes, `L` echoes later, from another thread.
final class TalkingProcessor implements MessageProcessor {
  private final CountDownLatch held;
  private final CountDownLatch gate;

  TalkingProcessor() {
    this(new CountDownLatch(0), new CountDownLatch(0));
  }

  /// @param held counted down when a message is held
  /// @param gate what it waits for
  TalkingProcessor(CountDownLatch held, CountDownLatch gate) {
    this.held = held;
    this.gate = gate;
  }

  @Override
  public int process(
      byte[] in,
      int inOffset,
      int inLength,
      Client client,
      long nowNanos,
      byte[] out,
      int outOffset) {
    return switch (inLength == 0 ? 'D' : in[inOffset]) {
      case 'E' -> echo(in, inOffset, inLength, out, outOffset);
      case 'S' ->
          Integer.parseInt(
              new String(in, inOffset + 1, inLength - 1, StandardCharsets.US_ASCII).strip());
      case 'W' -> who(client, out, outOffset);
      case 'H' -> {
        hold();
        yield echo(in, inOffset, inLength, out, outOffset);
      }
      case 'L' -> {
        echoLater(Arrays.copyOfRange(in, inOffset, inOffset + inLength), client.replyPath());
        yield 0;
      }
      case 'X' -> throw new IllegalStateException("as the message asked");
      default -> 0;
    };
  }

  private static int echo(byte[] in, int inOffset, int inLength, byte[] out, int outOffset) {
    System.arraycopy(in, inOffset, out, outOffset, inLength);
    return inLength;
  }

  private static int who(Client client, byte[] out, int outOffset) {
    out[outOffset] = (byte) (client.transport() == Client.Transport.UDP ? 0 : 1);
    System.arraycopy(client.address(), 0, out, outOffset + 1, client.addressOctets());
    return 1 + client.addressOctets();
  }

  private void echoLater(byte[] message, @Nullable ReplyPath path) {
    if (path == null) {
      throw new IllegalStateException("no way back");
    }
    Thread.startVirtualThread(
        () -> {
          try (path) {
            gate.await();
            path.send(message, message.length);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void hold() {
    held.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
