package org.pharosdns.cli.zones;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.CheckBinding;
import org.pharosdns.cli.config.CheckDefinition;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.monitor.Monitor;
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

  private static Target target(SteeredMember member, int port) {
    var given = member.target();
    if (given != null) {
      return target(given.host(), given.port() == 0 ? port : given.port());
    }
    var address = MemberAddress.inet(member.address());
    return new Target(address == null ? InetAddress.getLoopbackAddress() : address, port);
  }

  private static Target target(String host, int port) {
    return isLiteral(host)
        ? new Target(InetAddress.ofLiteral(host), port)
        : Target.named(host, port);
  }

  private static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]*");
  }
}
