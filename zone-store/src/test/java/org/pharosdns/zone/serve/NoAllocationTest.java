package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tap.TapRing;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.SteeredRRset;

/// Answering allocates nothing, whatever is asked.
class NoAllocationTest {
  private static final int ROUNDS = 20_000;

  private static final class Fixed implements SteeredRRset {
    private final DnsName owner = DnsName.parse("steered.example.test");
    private final byte[] address = {127, 0, 0, 1};

    @Override
    public DnsName owner() {
      return owner;
    }

    @Override
    public int type() {
      return RecordType.A;
    }

    @Override
    public void choose(Query query, Choice choice) {
      choice.begin(Choice.Kind.RECORDS, 5, -1);
      choice.add(address);
    }
  }

  @Test
  void noQueryCostsAnOctetOfHeap() {
    assertThat(allocated(server(), queries())).isZero();
  }

  /// Ends with a ring that is full, so that both kept and dropped messages are seen.
  @Test
  void noQueryCostsAnOctetOfHeapWhenItIsLogged() {
    var ring = new TapRing(1 << 24, 1, new Draw(1));
    var sampled = new TapRing(1 << 24, 0.5, new Draw(1));
    var server = server().tap(Tap.both(ring, sampled));
    assertThat(allocated(server, queries())).isZero();
    assertThat(ring.dropped()).isPositive();
    assertThat(ring.drain(passage -> passage.answerOctets() >= Tap.LATER)).isPositive();
  }

  private static TestServer server() {
    return new TestServer()
        .zone(
            TestServer.ORIGIN,
            TestServer.APEX
                + """
                    www A 192.0.2.1
                    www A 192.0.2.2
                    steered A 192.0.2.3
                    one CNAME two
                    two CNAME www
                    d DNAME one
                    loop DNAME loop2
                    loop2 DNAME loop
                    *.w MX 10 www
                    sub NS ns.sub
                    ns.sub A 192.0.2.4
                    """,
            new Fixed());
  }

  private static List<byte[]> queries() {
    var queries = new ArrayList<byte[]>();
    for (var question :
        List.of(
            "www A",
            "WWW.EXAMPLE.TEST. A edns=1232 do",
            "www ANY",
            "nx A",
            "www TXT",
            "x.sub A edns=4096",
            "one A",
            "x.d A",
            "x.loop A",
            "a.b.w MX",
            "steered A",
            "www.elsewhere. A edns=512",
            "@ AXFR")) {
      queries.add(TestServer.query(List.of(question.split(" ", -1))));
    }
    queries.add(new byte[12]);
    queries.add(Arrays.copyOf(queries.getFirst(), 20));
    queries.add(new byte[5]);
    return queries;
  }

  private static long allocated(TestServer server, List<byte[]> queries) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var me = Thread.currentThread().threadId();
    var all = queries.toArray(new byte[0][]);
    run(server, all);
    var before = threads.getThreadAllocatedBytes(me);
    run(server, all);
    var after = threads.getThreadAllocatedBytes(me);
    return after - before - cost(threads, me);
  }

  /// What asking for the number itself allocates.
  private static long cost(ThreadMXBean threads, long me) {
    var before = threads.getThreadAllocatedBytes(me);
    return threads.getThreadAllocatedBytes(me) - before;
  }

  private static void run(TestServer server, byte[][] queries) {
    var processor = server.processor();
    var client = CLIENT;
    for (var i = 0; i < ROUNDS; i++) {
      for (var query : queries) {
        processor.process(query, 0, query.length, client, i, OUT, 0);
      }
    }
  }

  private static final Client CLIENT = new Client(Client.Transport.UDP);
  private static final byte[] OUT = new byte[65_535];
}
