/// Zones: from master file to compiled answers, and the steering that chooses among them.
module org.pharosdns.zone {
  requires transitive org.pharosdns.dns;
  requires org.dnsjava;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports org.pharosdns.zone.compile;
  exports org.pharosdns.zone.edit;
  exports org.pharosdns.zone.follow;
  exports org.pharosdns.zone.load;
  exports org.pharosdns.zone.model;
  exports org.pharosdns.zone.serve;
  exports org.pharosdns.zone.steer;
  exports org.pharosdns.zone.transfer;
  exports org.pharosdns.zone.update;
}
