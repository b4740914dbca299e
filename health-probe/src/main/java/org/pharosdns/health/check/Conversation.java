package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;

/// What a kind of check says and wants to hear over an open connection. Returns what a
/// target that passes says.
@FunctionalInterface
interface Conversation {
  Finding hold(Socket socket) throws IOException, ProbeEnded;
}
