package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.server.ZoneRequests.Admission;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ZoneContents;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Update;

/// An update server with one zone, `example.test.`, asked by messages and answered by RCODEs.
final class UpdateScene implements UpdatedZones, AutoCloseable {
  static final DnsName APEX = DnsName.parse("example.test");
  static final DnsName KEY = DnsName.parse("ops");
  static final String HEAD =
      """
      $TTL 60
      @ 3600 SOA ns1 host 41 3600 600 86400 300
      @ 3600 NS ns1
      ns1 A 192.0.2.53
      """;

  private final Path folder;
  private final FailingDisk disk = new FailingDisk();
  private final UpdateJournals journals;
  private final UpdateServer server;
  private final List<List<RecordChange>> folded = new ArrayList<>();
  private ZoneContents contents;
  private boolean folds;

  /// What was made ready, until it is answered with or discarded.
  volatile @Nullable ZoneContents prepared;

  private volatile boolean isFull;
  private volatile @Nullable Stage broken;

  /// Where carrying out an update can break.
  enum Stage {
    CHECK,
    PREPARE,
    PUBLISH
  }

  /// @param folder of state and zone file
  UpdateScene(Path folder, String records, UpdatePolicy policy) {
    this(folder, records, policy, 1 << 20);
  }

  private UpdateScene(Path folder, String records, UpdatePolicy policy, long mostJournalOctets) {
    this.folder = folder;
    journals = new UpdateJournals(folder, disk);
    contents = load(HEAD + records);
    server =
        new UpdateServer(
            journals,
            apex -> policy,
            this,
            LoadLimits.DEFAULTS,
            () -> Instant.ofEpochSecond(1_700_000_000),
            () -> 0,
            Duration.ofSeconds(5),
            mostJournalOctets);
    server.start(List.of(APEX));
  }

  static UpdateScene with(Path folder, String records) {
    return with(folder, records, 1 << 20);
  }

  /// A zone whose journal may have so many octets.
  static UpdateScene with(Path folder, String records, long mostJournalOctets) {
    var rule = new UpdatePolicy.Rule(KEY, List.of(), Set.of());
    return new UpdateScene(folder, records, new UpdatePolicy(List.of(rule)), mostJournalOctets);
  }

  private ZoneContents load(String text) {
    try {
      var file = Files.writeString(folder.resolve("example.test.zone"), text);
      var result = ZoneLoader.load(file, APEX, LoadLimits.DEFAULTS);
      assertThat(result.problems()).noneMatch(Problem::isError);
      return Objects.requireNonNull(result.contents());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The disk of the journals.
  FailingDisk disk() {
    return disk;
  }

  /// Returns what a reload would put in force: the file, and the journal of this server.
  ZoneContents afterReload() {
    return fromDisk(journals.of(APEX));
  }

  /// Returns what would be in force after a restart: the file and the journal.
  ZoneContents afterRestart() {
    return fromDisk(new UpdateJournal(folder, APEX));
  }

  private ZoneContents fromDisk(UpdateJournal journal) {
    try {
      var file = folder.resolve("example.test.zone");
      var loaded = ZoneLoader.load(file, APEX, LoadLimits.DEFAULTS).contents();
      return UpdateJournal.replay(Objects.requireNonNull(loaded), journal.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a test puts into a message.
  interface Content {
    void fill(Update update) throws IOException;
  }

  /// Sends an update of the zone and returns the RCODE of the answer.
  String update(Content content) {
    try {
      var update = new Update(new Name(APEX.wire()));
      content.fill(update);
      return send(update.toWire());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a message and returns the RCODE of the answer.
  String send(byte[] message) {
    var answer = new CompletableFuture<byte[]>();
    var admission = take(message, answer);
    assertThat(admission).isEqualTo(Admission.TAKEN);
    return Rcode.string(answer.orTimeout(20, TimeUnit.SECONDS).join()[3] & 0xf);
  }

  Admission take(byte[] message, CompletableFuture<byte[]> answer) {
    return take(message, () -> path(answer));
  }

  /// Sends a message while the server ends, after it was asked whether it takes any.
  Admission takeWhileClosing(byte[] message, CompletableFuture<byte[]> answer) {
    return take(
        message,
        () -> {
          server.close();
          return path(answer);
        });
  }

  private Admission take(byte[] message, Supplier<ReplyPath> paths) {
    var client = new Client(Client.Transport.TCP, paths);
    var query = new Query(new Draw(1));
    assertThat(QueryParser.parse(query, message, 0, message.length, client, 0))
        .isEqualTo(QueryParser.PARSED);
    var key = new TsigKey(KEY, TsigAlgorithm.HMAC_SHA256, new byte[] {1, 2, 3});
    return server.take(query, TsigSigner.ofRequest(key, () -> 0));
  }

  /// The way back to a client that reads nothing: to wait for it would be in vain.
  private static ReplyPath path(CompletableFuture<byte[]> answer) {
    return new ReplyPath() {
      @Override
      public void answer(byte[] message, int length) {
        answer.complete(Arrays.copyOf(message, length));
      }

      @Override
      public boolean send(byte[] message, int length) throws InterruptedException {
        new CountDownLatch(1).await();
        return false;
      }

      @Override
      public void close() {
        answer.complete(new byte[12]);
      }
    };
  }

  /// Returns the data of an RRset as hexadecimal octets, empty when there is none.
  List<String> rdata(String owner, String type) {
    var set = contents.find(DnsName.parse(owner, APEX), RecordType.parse(type));
    return set == null
        ? List.of()
        : set.rdata().stream().map(HexFormat.of()::formatHex).sorted().toList();
  }

  ZoneContents contents() {
    return contents;
  }

  /// Lets changes be folded from now on.
  void letFold() {
    folds = true;
  }

  /// Folds what waits now and returns what stands in the way.
  List<String> settle() {
    return server.settle(APEX);
  }

  List<List<RecordChange>> folded() {
    return folded;
  }

  @Override
  public void exclusively(Runnable work) {
    work.run();
  }

  @Override
  public @Nullable ZoneContents contents(DnsName apex) {
    return apex.equals(APEX) ? contents : null;
  }

  /// Lets every update run into a bug from now on.
  void breakAt(Stage stage) {
    broken = stage;
  }

  private void passThrough(Stage stage) {
    if (stage == broken) {
      throw new IllegalStateException("a bug");
    }
  }

  @Override
  public List<Problem> check(DnsName apex, ZoneContents after, long waitingOctets) {
    passThrough(Stage.CHECK);
    return ZoneLoader.validate(after, folder, LoadLimits.DEFAULTS);
  }

  /// Lets no update come into force from now on.
  void letNoneIn() {
    isFull = true;
  }

  @Override
  public Optional<Problem> prepare(DnsName apex, ZoneContents after) {
    passThrough(Stage.PREPARE);
    prepared = isFull ? null : after;
    return isFull
        ? Optional.of(Problem.error(folder, 0, 0, "there is no room for it"))
        : Optional.empty();
  }

  @Override
  public void discard() {
    prepared = null;
  }

  @Override
  public void publish(DnsName apex, ZoneContents after) {
    passThrough(Stage.PUBLISH);
    prepared = null;
    contents = after;
  }

  @Override
  public List<String> fold(DnsName apex, List<RecordChange> changes) {
    if (folds) {
      folded.add(changes);
    }
    return folds ? List.of() : List.of("the file cannot be written");
  }

  @Override
  public void close() {
    server.close();
  }
}
