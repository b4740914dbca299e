package org.pharosdns.cli.admin;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.pharosdns.dns.transport.TransportCounters;

/// The virtual machine and what it takes from the system, as metrics.
final class MachineMetrics {
  private MachineMetrics() {}

  static void addTo(Samples samples) {
    addMemory(samples);
    addCollections(samples);
    samples
        .gauge("jvm_threads", "Platform threads.")
        .add(ManagementFactory.getThreadMXBean().getThreadCount());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      samples
          .counter("process_cpu_seconds", "Time on processors.")
          .add(Math.max(0, system.getProcessCpuTime()) / 1e9);
      samples
          .gauge("process_open_files", "Open descriptors.")
          .add(system.getOpenFileDescriptorCount());
      samples
          .gauge("process_open_files_limit", "The most descriptors that may be open.")
          .add(system.getMaxFileDescriptorCount());
    }
  }

  private static void addMemory(Samples samples) {
    var memory = ManagementFactory.getMemoryMXBean();
    var heap = memory.getHeapMemoryUsage();
    var used =
        samples
            .gauge("jvm_memory_used_bytes", "Memory in use.")
            .add(heap.getUsed(), "area", "heap")
            .add(memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      used.add(Math.max(0, pool.getMemoryUsed()), "area", pool.getName());
    }
    used.add(TransportCounters.bufferOctets(), "area", "tcp buffers");
    samples
        .gauge("jvm_heap_committed_bytes", "Heap taken from the system.")
        .add(heap.getCommitted());
    samples.gauge("jvm_heap_max_bytes", "The most that the heap may grow to.").add(heap.getMax());
  }

  /// Every collection stops all threads while it lasts.
  private static void addCollections(Samples samples) {
    var pauses = samples.counter("jvm_gc_seconds", "Pauses for the collection of garbage.");
    var collections = samples.counter("jvm_gc_collections", "Collections of garbage.");
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      pauses.add(
          Math.max(0, collector.getCollectionTime()) / 1e3, "collector", collector.getName());
      collections.add(
          Math.max(0, collector.getCollectionCount()), "collector", collector.getName());
    }
  }
}
