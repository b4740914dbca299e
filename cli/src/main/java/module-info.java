/// The command line and the wiring of a server.
module org.pharosdns.cli {
  requires info.picocli;
  requires static transitive org.jspecify;
  requires org.pharosdns.dns;
  requires org.pharosdns.health;
  requires org.pharosdns.zone;
  requires org.slf4j;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  opens org.pharosdns.cli to
      info.picocli;
}
