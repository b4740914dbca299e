package org.pharosdns.cli.server;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.admin.AdminServer;
import org.pharosdns.cli.admin.AdminSocket;
import org.pharosdns.cli.admin.LoopLag;
import org.pharosdns.cli.admin.OverviewReport;
import org.pharosdns.cli.change.ZoneControl;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.ControlServer;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.steering.AnswerReport;
import org.pharosdns.cli.steering.FailingBack;
import org.pharosdns.cli.steering.FeedIntake;
import org.pharosdns.cli.steering.FigureReport;
import org.pharosdns.cli.steering.Forcing;
import org.pharosdns.cli.steering.MemberReport;
import org.pharosdns.cli.steering.NameReport;
import org.pharosdns.health.feed.Feeds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What operators see of a server and tell it.
///
/// @param api all that the control socket offers
/// @param statusPage where it is, null when there is none
record ControlParts(ControlApi api, @Nullable InetSocketAddress statusPage) {
  private static final Logger LOG = LoggerFactory.getLogger(ControlParts.class);

  /// Opens the control socket, and the status page where one is wanted.
  static ControlParts open(
      ServerBasics basics,
      StateParts state,
      HealthParts health,
      Feeds feeds,
      ZoneParts parts,
      SocketParts sockets)
      throws StartFailure {
    var nanoTime = basics.nanoTime();
    var zones = parts.zones();
    var members = new MemberReport(zones, health.monitors(), nanoTime);
    var forcing = new Forcing(zones, state.forced(), members, basics.clock());
    var answers = new AnswerReport(zones, sockets.processors().aside(), nanoTime);
    var view =
        new ServerView(
            zones,
            health.monitors(),
            sockets.processors(),
            sockets.dns().counters(),
            parts.taps(),
            parts.alerts(),
            members,
            new NameReport(zones, nanoTime),
            new FigureReport(zones, nanoTime),
            answers,
            parts.reloading(),
            parts.exchange(),
            new LoopLag(sockets.dns().loops(), nanoTime),
            nanoTime,
            basics.wall().instant(),
            nanoTime.getAsLong());
    var overview = new OverviewReport(view, parts.history(), nanoTime);
    var reloading = parts.reloading();
    var api =
        new ServerControl(
            members,
            answers,
            overview,
            forcing,
            new FeedIntake(feeds),
            new FailingBack(zones),
            reloading,
            new ZoneControl(
                reloading,
                parts.changes(),
                state.path(),
                reloading::summaries,
                basics.configuration().limits().control().requestOctets()),
            sockets.dns().addresses(),
            view::uptime);
    openSocket(basics, api);
    return new ControlParts(api, openPage(basics, sockets.page(), view, overview, api));
  }

  private static void openSocket(ServerBasics basics, ControlApi api) throws StartFailure {
    var configuration = basics.configuration();
    try {
      var server =
          ControlServer.start(configuration.controlSocket(), api, configuration.limits().control());
      basics.liveness().watch("control", basics.add(server), false);
    } catch (RefusedException e) {
      throw new StartFailure(1, e.problems());
    }
  }

  /// Returns where the status page is, or null when none is wanted.
  private static @Nullable InetSocketAddress openPage(
      ServerBasics basics,
      @Nullable AdminSocket socket,
      ServerView view,
      OverviewReport overview,
      ControlApi api) {
    if (socket == null) {
      return null;
    }
    var page = basics.add(AdminServer.start(socket, view, overview, basics.nanoTime()));
    LOG.info("the status page is at http://{}/", ListenAddresses.text(page.address()));
    var token = basics.configuration().adminToken();
    if (token != null) {
      page.control(api, token, basics.configuration().limits().control(), basics.nanoTime());
    }
    page.loops().forEach((name, loop) -> basics.liveness().watch(name, loop, false));
    return page.address();
  }
}
