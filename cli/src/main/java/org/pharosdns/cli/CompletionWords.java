package org.pharosdns.cli;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.RefusedException;

/// What only the running server knows of a command line: its zones, its steered names and their
/// addresses.
final class CompletionWords {
  private static final int PATIENCE_MILLIS = 2000;

  private CompletionWords() {}

  /// What a word may be.
  enum Kind {
    zones,
    endpoints
  }

  /// What is appended to the script of picocli, which knows commands and options. An address is
  /// several words for the shell where it has colons, so the part before the last one is cut off.
  static final String SCRIPT =
      """

      # Zones, names and addresses come from the running server.
      function _complete_pharos_words() {
        _complete_pharos "$@"
        local current=${COMP_WORDS[COMP_CWORD]} kind= config=() i
        [[ "$current" == -* ]] && return 0
        case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
          zone\\ create|zone\\ list) ;;
          zone\\ *|record\\ *) [ "$COMP_CWORD" -eq 3 ] && kind=zones ;;
          reload\\ *) kind=zones ;;
          status\\ *|up\\ *|down\\ *|drain\\ *|auto\\ *|explain\\ *) kind=endpoints ;;
        esac
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in
            -c|--config)
              [ "$((i + 1))" -eq "$COMP_CWORD" ] && return 0
              config=(-c "${COMP_WORDS[i+1]}") ;;
          esac
        done
        [ -n "$kind" ] || return 0
        local line=${COMP_LINE:0:COMP_POINT}
        local word=${line##* }
        local before=${word%"$current"} words
        words=$(compgen -W "$(pharos completion --words "$kind" "${config[@]}" 2>/dev/null)" -- "$word")
        for word in $words; do COMPREPLY+=("${word#"$before"}"); done
      }
      complete -F _complete_pharos_words -o default pharos
      """;

  /// Returns the words in order; none when no server answers at once.
  static Collection<String> of(Kind kind, PharosCommand top) {
    var words = CompletableFuture.supplyAsync(() -> ask(kind, top));
    try {
      return words.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Collection<String> ask(Kind kind, PharosCommand top) {
    try {
      return words(kind, top.server());
    } catch (RefusedException e) {
      return List.of();
    }
  }

  private static Collection<String> words(Kind kind, ControlApi server) throws RefusedException {
    var words = new TreeSet<String>();
    switch (kind) {
      case zones -> server.zones().forEach(zone -> words.add(zone.name()));
      case endpoints ->
          server
              .status(List.of())
              .forEach(
                  member -> {
                    words.add(member.name());
                    words.add(member.address());
                  });
    }
    return words;
  }
}
