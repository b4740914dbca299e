package org.pharosdns.cli.zones;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What goes wrong with one zone by a bug that it brings to light, or for want of memory: an error
/// of that zone, which holds back no other.
public final class ZoneFailure {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneFailure.class);

  private ZoneFailure() {}

  /// Returns what `work` gives or, where that fails, what `otherwise` makes of the failure.
  ///
  /// @param verb what the work does to the zone, as in `to read`
  public static <T extends @Nullable Object> T contain(
      ZoneSource source, String verb, Supplier<T> work, Function<Problem, T> otherwise) {
    try {
      return work.get();
    } catch (NoRoomException e) {
      LOG.error("to {} the zone {}: {}", verb, source.apex(), e.message());
      return otherwise.apply(e.problem(source.file()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("to {} the zone {} failed", verb, source.apex(), e);
      return otherwise.apply(
          Problem.error(source.file(), 0, 0, "this zone makes the server fail: " + e)
              .withHint("that is a bug: please report it, with the lines of the log"));
    } catch (OutOfMemoryError e) {
      LOG.error("there is too little memory to {} the zone {}", verb, source.apex(), e);
      var message = "the memory of the server does not suffice to " + verb + " this zone: " + e;
      return otherwise.apply(
          Problem.error(source.file(), 0, 0, message).withHint(NoRoomException.HINT));
    }
  }
}
