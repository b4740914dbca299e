package org.pharosdns.cli.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/// In the place of the system's resolver: prints what a process looks up, and finds nothing.
public final class TellingResolvers extends InetAddressResolverProvider {
  /// Printed for each name or address looked up.
  static final String ASKED = "looked up: ";

  @Override
  public InetAddressResolver get(Configuration system) {
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        System.out.println(ASKED + host);
        throw new UnknownHostException(host);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        System.out.println(ASKED + "an address");
        throw new UnknownHostException("an address");
      }
    };
  }

  @Override
  public String name() {
    return "telling";
  }
}
