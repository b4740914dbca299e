package org.pharosdns.cli.server;

import org.pharosdns.cli.config.Configuration;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.health.monitor.MonitorSettings;

/// The configuration in the words of each part.
final class Settings {
  private Settings() {}

  static ServerSettings answers(Configuration configuration) {
    var server = configuration.server();
    var limits = configuration.limits();
    return new ServerSettings(
        limits.udpPayload(),
        server.identity(),
        server.version(),
        server.rotate(),
        limits.chain(),
        limits.tcp().idle().toMillis());
  }

  static TransportSettings transport(Configuration configuration) {
    var server = configuration.server();
    var limits = configuration.limits();
    return new TransportSettings(
        server.transport(), server.workers(), limits.udpPayload(), limits.tcp());
  }

  static MonitorSettings monitors(Configuration configuration) {
    var defaults = MonitorSettings.DEFAULTS;
    return new MonitorSettings(
        configuration.limits().probeStartsPerSecond(),
        configuration.limits().probesPerHost(),
        defaults.refresh());
  }
}
