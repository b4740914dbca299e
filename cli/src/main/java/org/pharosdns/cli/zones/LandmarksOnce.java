package org.pharosdns.cli.zones;

import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.edit.Landmarks;
import org.pharosdns.zone.model.ZoneContents;

/// The landmarks of a zone, found when they are first asked for. Any thread.
public final class LandmarksOnce {
  private @Nullable ZoneContents contents;
  private @Nullable Landmarks landmarks;

  LandmarksOnce(ZoneContents contents) {
    this.contents = contents;
  }

  /// Landmarks that are known.
  LandmarksOnce(Landmarks landmarks) {
    this.landmarks = landmarks;
  }

  /// Returns them, or null when they are too many.
  public synchronized @Nullable Landmarks landmarks() {
    var from = contents;
    if (from != null) {
      landmarks = Landmarks.of(from);
      contents = null;
    }
    return landmarks;
  }
}
