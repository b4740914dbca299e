package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/// A question to whoever types the command.
final class Question {
  private Question() {}

  /// Asks and returns whether the answer was yes; no where nobody sits at the terminal.
  static boolean asked(Console console, String question) {
    if (!console.keys()) {
      return false;
    }
    console.err().print(question + " [y/N] ");
    console.err().flush();
    try {
      var answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      return answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      return false;
    }
  }
}
