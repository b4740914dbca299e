package org.pharosdns.cli.steering;

import org.pharosdns.cli.control.FeedReport;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.health.feed.FeedRefusedException;
import org.pharosdns.health.feed.Feeds;

/// Verdicts that arrive on the control socket.
public record FeedIntake(Feeds feeds) {
  public FeedReport push(String name, String verdicts) throws RefusedException {
    try {
      var taken = feeds.push(name, verdicts);
      return new FeedReport(name, taken.taken(), taken.unused());
    } catch (FeedRefusedException e) {
      throw new RefusedException(e.problems());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("the server is stopping");
    }
  }
}
