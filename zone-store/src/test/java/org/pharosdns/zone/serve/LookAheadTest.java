package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.server.QueryProcessor;

/// What the engine does for the queries that came together before it answers the first.
class LookAheadTest {
  private static final int OWNERS = 50_000;
  private static final int ROUNDS = 20_000;

  @Test
  void onlyALargeZoneIsWorthIt() {
    assertThat(TestServer.with("www A 192.0.2.1").processor().looksAhead()).isFalse();
    assertThat(server().processor().looksAhead()).isTrue();
  }

  @Test
  void noAnswerIsOtherForIt() {
    var plain = server();
    var ahead = server();
    for (var question : questions()) {
      var expected = plain.ask(question);
      foresee(ahead.processor(), queries());
      assertThat(ahead.ask(question)).as(question).isEqualTo(expected);
    }
  }

  @Test
  void moreNamesThanABatchHasAndMessagesWithoutANameDoNoHarm() {
    var processor = server().processor();
    var query = TestServer.query(List.of("host7", "A"));
    for (var i = 0; i < 1000; i++) {
      processor.foresee(query, 0, query.length);
    }
    for (var length = 0; length < query.length; length++) {
      processor.foresee(query, 0, length);
    }
    processor.fetch();
    processor.fetch();
    assertThat(processor.looksAhead()).isTrue();
  }

  @Test
  void itCostsNoOctetOfHeap() {
    var processor = server().processor();
    var queries = queries();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var me = Thread.currentThread().threadId();
    run(processor, queries);
    var first = threads.getThreadAllocatedBytes(me);
    var cost = threads.getThreadAllocatedBytes(me) - first;
    var before = threads.getThreadAllocatedBytes(me);
    run(processor, queries);
    assertThat(threads.getThreadAllocatedBytes(me) - before - cost).isZero();
  }

  private static void run(QueryProcessor processor, byte[][] queries) {
    for (var i = 0; i < ROUNDS; i++) {
      foresee(processor, queries);
    }
  }

  private static void foresee(QueryProcessor processor, byte[][] queries) {
    for (var query : queries) {
      processor.foresee(query, 0, query.length);
    }
    processor.fetch();
  }

  private static TestServer server() {
    var lines = new StringBuilder(TestServer.APEX);
    IntStream.range(0, OWNERS).forEach(i -> lines.append("host").append(i).append(" A 10.0.0.1\n"));
    return new TestServer()
        .zone(TestServer.ORIGIN, lines.toString())
        .zone("small.test.", TestServer.APEX + "www A 192.0.2.1\n");
  }

  private static List<String> questions() {
    var questions = new ArrayList<String>();
    for (var i = 0; i < OWNERS; i += 997) {
      questions.add("host" + i + " A");
    }
    questions.addAll(
        List.of("@ SOA", ". NS", "www.small.test. A", "elsewhere. A", "nx A", "HOST3 AAAA"));
    return questions;
  }

  private static byte[][] queries() {
    return questions().stream()
        .map(question -> TestServer.query(List.of(question.split(" ", -1))))
        .toArray(byte[][]::new);
  }
}
