package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;

/// What a kind of check says and wants to hear over an open connection. Returning is passing.
@FunctionalInterface
interface Conversation {
  void hold(Socket socket) throws IOException, ProbeEnded;
}
