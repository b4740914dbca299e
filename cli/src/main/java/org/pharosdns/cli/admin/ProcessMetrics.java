package org.pharosdns.cli.admin;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.pharosdns.cli.control.ProgramVersion;

/// The process and its virtual machine as metrics.
record ProcessMetrics(Observed observed) {
  void addTo(Samples samples) {
    samples
        .gauge("build_info", "Which program this is.")
        .add(1, "version", ProgramVersion.text(), "java", Runtime.version().toString());
    samples
        .gauge("start_time_seconds", "When the server was started, in seconds since 1970.")
        .add(observed.startedAt().toEpochMilli() / 1000.0);
    samples
        .counter("reloads", "Reloads made.")
        .add(observed.reloads(true), "result", "clean")
        .add(observed.reloads(false), "result", "problems");
    samples.gauge("ready", "Whether every name is answered.").add(observed.ready() ? 1 : 0);
    addMemory(samples);
  }

  private static void addMemory(Samples samples) {
    var memory = ManagementFactory.getMemoryMXBean();
    var used = samples.gauge("jvm_memory_used_bytes", "Memory in use.");
    used.add(bytes(memory.getHeapMemoryUsage()), "area", "heap");
    used.add(bytes(memory.getNonHeapMemoryUsage()), "area", "nonheap");
    for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      used.add(Math.max(0, pool.getMemoryUsed()), "area", pool.getName());
    }
    samples
        .gauge("jvm_threads", "Platform threads.")
        .add(ManagementFactory.getThreadMXBean().getThreadCount());
    var pauses = samples.counter("jvm_gc_seconds", "Time in collections of garbage.");
    var collections = samples.counter("jvm_gc_collections", "Collections of garbage.");
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      pauses.add(collector.getCollectionTime() / 1000.0, "collector", collector.getName());
      collections.add(collector.getCollectionCount(), "collector", collector.getName());
    }
  }

  private static long bytes(MemoryUsage usage) {
    return usage.getUsed();
  }
}
