/// Probes, verdicts and forced states; knows nothing of zones.
module org.pharosdns.health {
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports org.pharosdns.health.check;
  exports org.pharosdns.health.dns;
  exports org.pharosdns.health.feed;
  exports org.pharosdns.health.monitor;
  exports org.pharosdns.health.program;
  exports org.pharosdns.health.verdict;
}
