package org.pharosdns.cli.admin;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;
import org.pharosdns.dns.transport.TransportCounters;

/// The virtual machine and what it takes from the system, as metrics.
final class MachineMetrics {
  private static final Family THREADS = Family.gauge("jvm_threads", "Platform threads.");
  private static final Family PROCESSOR =
      Family.counter("process_cpu_seconds", "Time on processors.");
  private static final Family FILES = Family.gauge("process_open_files", "Open descriptors.");
  private static final Family FILES_LIMIT =
      Family.gauge("process_open_files_limit", "The most descriptors that may be open.");
  private static final Family USED = Family.gauge("jvm_memory_used_bytes", "Memory in use.");
  private static final Family COMMITTED =
      Family.gauge("jvm_heap_committed_bytes", "Heap taken from the system.");
  private static final Family MOST =
      Family.gauge("jvm_heap_max_bytes", "The most that the heap may grow to.");
  private static final Family PAUSES =
      Family.counter("jvm_gc_seconds", "Pauses for the collection of garbage.");
  private static final Family COLLECTIONS =
      Family.counter("jvm_gc_collections", "Collections of garbage.");

  private static final List<BufferPoolMXBean> POOLS =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();

  private static final byte[] HEAP = LabelText.of("area", "heap");
  private static final byte[] NONHEAP = LabelText.of("area", "nonheap");
  private static final byte[] TCP_BUFFERS = LabelText.of("area", "tcp buffers");
  private static final List<byte[]> AREAS = labels("area", POOLS, BufferPoolMXBean::getName);
  private static final List<byte[]> BY_COLLECTOR =
      labels("collector", COLLECTORS, GarbageCollectorMXBean::getName);

  private MachineMetrics() {}

  private static <T> List<byte[]> labels(String label, List<T> beans, Function<T, String> name) {
    return beans.stream().map(bean -> LabelText.of(label, name.apply(bean))).toList();
  }

  static void addTo(MetricText text) {
    addMemory(text);
    addCollections(text);
    text.add(THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      text.add(PROCESSOR, Math.max(0, system.getProcessCpuTime()) / 1e9);
      text.add(FILES, system.getOpenFileDescriptorCount());
      text.add(FILES_LIMIT, system.getMaxFileDescriptorCount());
    }
  }

  private static void addMemory(MetricText text) {
    var memory = ManagementFactory.getMemoryMXBean();
    var heap = memory.getHeapMemoryUsage();
    text.add(USED, HEAP, heap.getUsed());
    text.add(USED, NONHEAP, memory.getNonHeapMemoryUsage().getUsed());
    for (var i = 0; i < POOLS.size(); i++) {
      text.add(USED, AREAS.get(i), Math.max(0, POOLS.get(i).getMemoryUsed()));
    }
    text.add(USED, TCP_BUFFERS, TransportCounters.bufferOctets());
    text.add(COMMITTED, heap.getCommitted());
    text.add(MOST, heap.getMax());
  }

  /// Every collection stops all threads while it lasts.
  private static void addCollections(MetricText text) {
    for (var i = 0; i < COLLECTORS.size(); i++) {
      var millis = Math.max(0, COLLECTORS.get(i).getCollectionTime());
      text.add(PAUSES, BY_COLLECTOR.get(i), millis / 1e3);
    }
    for (var i = 0; i < COLLECTORS.size(); i++) {
      var count = Math.max(0, COLLECTORS.get(i).getCollectionCount());
      text.add(COLLECTIONS, BY_COLLECTOR.get(i), count);
    }
  }
}
