/// Octets in, octets out: the DNS engine and its transports.
module org.pharosdns.dns {
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports org.pharosdns.dns.answer;
  exports org.pharosdns.dns.cookie;
  exports org.pharosdns.dns.query;
  exports org.pharosdns.dns.server;
  exports org.pharosdns.dns.tap;
  exports org.pharosdns.dns.transport;
  exports org.pharosdns.dns.tsig;
  exports org.pharosdns.dns.wire;
}
