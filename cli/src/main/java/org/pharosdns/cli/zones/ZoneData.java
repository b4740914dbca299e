package org.pharosdns.cli.zones;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.Loaded;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.QuickEdit;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.steer.SteeringValidator;
import org.pharosdns.zone.steer.ZoneRecords;
import org.pharosdns.zone.update.UpdateJournal;

/// A zone as its files say, sound: nothing of health in it.
///
/// @param stamps what each of its files held, the steering file last
/// @param warnings what its check says that is no error
/// @param landmarks of the contents, looked for when they are needed
public record ZoneData(
    ZoneSource source,
    ZoneContents contents,
    SteeringFile steering,
    List<FileStamp> stamps,
    List<Problem> warnings,
    LandmarksOnce landmarks) {
  /// A zone whose landmarks are still to be found.
  public ZoneData(
      ZoneSource source,
      ZoneContents contents,
      SteeringFile steering,
      List<FileStamp> stamps,
      List<Problem> warnings) {
    this(source, contents, steering, stamps, List.copyOf(warnings), new LandmarksOnce(contents));
  }

  /// Whether anything in it is steered.
  public boolean isSteered() {
    return steeredNames() > 0;
  }

  /// Returns how many names its steering file steers.
  public int steeredNames() {
    return steering.steering().names().size();
  }

  /// Whether there was a steering file when it was read.
  public boolean hasSteeringFile() {
    return stamps.getLast().checksum() != null;
  }

  /// Returns what lists of zones show of it.
  ///
  /// @param problems that keep its files from being live
  public ZoneSummary summary(List<String> problems) {
    return new ZoneSummary(
        apex().toString(),
        contents.serial(),
        contents.records(),
        steeredNames(),
        source.file().toString(),
        problems);
  }

  /// Returns this zone as if it had just been read.
  public Read asRead() {
    var files = stamps.stream().map(FileStamp::path).collect(Collectors.toUnmodifiableSet());
    return new Read(source, this, warnings, files);
  }

  /// Returns those of `problems` that are not among the warnings of this zone, wherever they stand
  /// now.
  public List<Problem> fresh(List<Problem> problems) {
    return problems.stream()
        .filter(problem -> warnings.stream().noneMatch(known -> saysTheSame(known, problem)))
        .toList();
  }

  private static boolean saysTheSame(Problem a, Problem b) {
    return a.message().equals(b.message()) && a.file().equals(b.file());
  }

  /// Returns this zone after an edit, with a file that says so.
  public ZoneData with(QuickEdit edit) {
    var after = new ArrayList<FileStamp>();
    for (var stamp : stamps) {
      var draft = edit.edit().drafts().get(stamp.real());
      after.add(draft == null ? stamp : stamp.with(draft));
    }
    return new ZoneData(
        source,
        contents.with(edit.owners(), true),
        steering,
        after,
        warnings,
        new LandmarksOnce(edit.landmarks()));
  }

  /// What came of reading a zone.
  ///
  /// @param data null when a problem is an error
  /// @param files those of the zone that were read, and those that it includes and cannot be read
  public record Read(
      ZoneSource source, @Nullable ZoneData data, List<Problem> problems, Set<Path> files) {
    /// Returns what comes of a zone that was not even read.
    public static Read unread(ZoneSource source, Problem why) {
      return new Read(source, null, List.of(why), Set.of());
    }

    /// Returns this with more problems.
    ///
    /// @param kept null where one of them is an error
    public Read with(@Nullable ZoneData kept, Collection<Problem> more) {
      var all = new ArrayList<>(problems);
      all.addAll(more);
      return new Read(source, kept, all, files);
    }

    /// Returns this with the steering of what was read before, if it says the same: what is made of
    /// that and stays in force shall not be there twice.
    Read sharing(Read before) {
      if (data == null || before.data == null || !data.steering.equals(before.data.steering)) {
        return this;
      }
      return new Read(
          source,
          new ZoneData(
              data.source,
              data.contents,
              before.data.steering,
              data.stamps,
              data.warnings,
              data.landmarks),
          problems,
          files);
    }

    /// Whether reading `now` would give the same, where the limits of zone files are the same. The
    /// steering is read for that: checks, defaults, keys and networks of other files are in it.
    boolean isCurrent(ZoneSource now, Configuration configuration) {
      if (data == null || !source.equals(now) || !data.changedFiles().isEmpty()) {
        return false;
      }
      var steering = ConfigLoader.loadSteering(source.steering(), source.apex(), configuration);
      return data.steering().equals(steering.value()) && problems.containsAll(steering.problems());
    }
  }

  /// Reads and validates a zone and its steering.
  public static Read read(ZoneSource source, Configuration configuration) {
    var state = configuration.server().state();
    return read(source, configuration, Map.of(), new UpdateJournal(state, source.apex()));
  }

  /// Reads and validates a zone as it would be with other octets in some of its files, which have
  /// the dynamic updates already.
  ///
  /// @param drafts by the path of each file without symbolic links
  public static Read read(
      ZoneSource source, Configuration configuration, Map<Path, byte[]> drafts) {
    return read(source, configuration, drafts, null);
  }

  /// Reads and validates a zone without the dynamic updates that its file does not have yet.
  public static Read readFiles(ZoneSource source, Configuration configuration) {
    return read(source, configuration, Map.of(), null);
  }

  /// Reads and validates a zone as it would be with other octets in some of its files.
  ///
  /// @param journal of the dynamic updates that these do not have; null where they have all
  static Read read(
      ZoneSource source,
      Configuration configuration,
      Map<Path, byte[]> drafts,
      @Nullable UpdateJournal journal) {
    var stamps = new ArrayList<FileStamp>();
    var steering = steering(source, configuration, drafts, stamps);
    var loaded =
        ZoneLoader.load(source.file(), source.apex(), configuration.limits().zoneFiles(), drafts);
    var problems = new ArrayList<>(loaded.problems());
    problems.addAll(steering.problems());
    var files = files(loaded);
    var contents = loaded.readable();
    var file = steering.readable();
    if (contents == null || file == null) {
      return new Read(source, null, problems, files);
    }
    Predicate<DnsName> whole = owner -> !loaded.unread().mayHave(owner);
    if (journal != null && journal.exists()) {
      var current = withUpdates(loaded.contents(), source, configuration, journal, problems);
      contents = current == null ? contents : current;
      whole = current == null ? owner -> false : whole;
    }
    var records = ZoneRecords.of(contents, whole);
    problems.addAll(SteeringValidator.validate(file.steering(), records));
    var sound = problems.stream().noneMatch(Problem::isError);
    if (!sound) {
      return new Read(source, null, problems, files);
    }
    stamps.addAll(0, loaded.files().stream().map(FileStamp::of).toList());
    var data = new ZoneData(source, contents, file, stamps, problems);
    return new Read(source, data, problems, files);
  }

  private static Set<Path> files(ZoneLoader.Result loaded) {
    var files = new HashSet<>(loaded.missing());
    for (var file : loaded.files()) {
      files.add(file.path());
      files.add(file.real());
    }
    return files;
  }

  /// The stamp is taken before the file is read: should it change meanwhile it is no longer
  /// current.
  private static Loaded<SteeringFile> steering(
      ZoneSource source,
      Configuration configuration,
      Map<Path, byte[]> drafts,
      List<FileStamp> stamps) {
    var file = source.steering();
    try {
      var draft = drafts.isEmpty() ? null : drafts.get(FileStamp.real(file));
      if (draft != null) {
        stamps.add(FileStamp.ofDraft(file, draft));
        var text = new String(draft, StandardCharsets.UTF_8);
        return ConfigLoader.loadSteering(file, text, source.apex(), configuration);
      }
      stamps.add(FileStamp.of(file));
    } catch (IOException e) {
      stamps.add(new FileStamp(file, file, ""));
    }
    return ConfigLoader.loadSteering(file, source.apex(), configuration);
  }

  /// Returns the records of the file with those changes in them that its journal has and it has
  /// not; null where nobody knows them, because the file or the journal is not sound.
  private static @Nullable ZoneContents withUpdates(
      @Nullable ZoneContents contents,
      ZoneSource source,
      Configuration configuration,
      UpdateJournal journal,
      List<Problem> problems) {
    if (contents == null) {
      return null;
    }
    try {
      var updated = UpdateJournal.replay(contents, journal.read());
      ZoneLoader.validate(updated, source.file(), configuration.limits().zoneFiles()).stream()
          .filter(Problem::isError)
          .map(problem -> problem.withHint("with the dynamic updates since the file was written"))
          .forEach(problems::add);
      return updated;
    } catch (IOException e) {
      problems.add(
          Problem.error(
              source.file(), 0, 0, "the journal of updates cannot be read: " + Reason.of(e)));
      return null;
    }
  }

  /// The name of the zone.
  public DnsName apex() {
    return source.apex();
  }

  /// Returns the files that hold something else than when they were read.
  public List<Path> changedFiles() {
    return stamps.stream().filter(each -> !each.isCurrent()).map(FileStamp::real).toList();
  }

  /// Equal data says the same, whatever was done to its files.
  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof ZoneData data && saysWhat(data));
  }

  private boolean saysWhat(ZoneData data) {
    return data.source.equals(source)
        && data.contents.equals(contents)
        && data.steering.equals(steering);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, contents.records());
  }
}
