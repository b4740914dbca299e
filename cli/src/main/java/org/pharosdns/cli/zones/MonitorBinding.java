package org.pharosdns.cli.zones;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.CheckBinding;
import org.pharosdns.cli.config.CheckDefinition;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.HostName;
import org.pharosdns.zone.steer.SteeredMember;

/// Says which monitors judge a member: each of its checks at its target.
public final class MonitorBinding {
  private MonitorBinding() {}

  /// Returns the monitors of a member in the order of its checks.
  ///
  /// @param checks by name; the constants `up` and `down` need not be among them
  public static List<Monitor> monitors(Map<String, CheckDefinition> checks, SteeredMember member) {
    return member.check().names().stream()
        .map(name -> monitor(name, checks.get(name), member))
        .toList();
  }

  private static Monitor monitor(
      String name, @Nullable CheckDefinition definition, SteeredMember member) {
    if (definition == null) {
      return new Monitor(new ConstantCheck(name.equals("up")), target(member, 0));
    }
    return new Monitor(
        CheckBinding.bind(definition, member.owner()), target(member, definition.port()));
  }

  /// What is said of the member, else its address, else the host that its CNAME leads to.
  private static Target target(SteeredMember member, int port) {
    var given = member.target();
    if (given != null) {
      return target(given.host(), given.port() == 0 ? port : given.port());
    }
    return switch (member.address()) {
      case Address address -> new Target(MemberAddress.inet(address.octets()), port);
      case HostName host -> named(host.toString(), port);
    };
  }

  private static Target target(String host, int port) {
    return isLiteral(host) ? new Target(InetAddress.ofLiteral(host), port) : named(host, port);
  }

  /// One name is one target, however it is written.
  private static Target named(String host, int port) {
    var plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return Target.named(plain.toLowerCase(Locale.ROOT), port);
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]*");
  }
}
