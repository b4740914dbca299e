/// The command line and the wiring of a server.
module org.pharosdns.cli {
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.fasterxml.jackson.annotation;
  requires info.picocli;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires java.management;
  requires java.net.http;
  requires jdk.httpserver;
  requires jdk.management;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;
  requires org.dnsjava;
  requires static transitive org.jspecify;
  requires org.pharosdns.dns;
  requires org.pharosdns.health;
  requires org.pharosdns.zone;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  opens org.pharosdns.cli to
      info.picocli;
  opens org.pharosdns.cli.control to
      tools.jackson.databind;
  opens org.pharosdns.cli.notify to
      tools.jackson.databind;
  opens org.pharosdns.cli.doctor to
      tools.jackson.databind;
}
