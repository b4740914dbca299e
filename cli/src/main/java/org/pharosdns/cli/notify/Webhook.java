package org.pharosdns.cli.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pharosdns.cli.config.NotifySection;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.health.check.Target;

/// A POST to a URL. No redirect is followed, and nothing is sent to link-local addresses and
/// metadata services, whatever name leads there.
final class Webhook implements Delivery {
  private final URI url;
  private final Duration timeout;
  private final HttpRequest.Builder request;
  private final HttpClient client;

  Webhook(NotifySection.Webhook way, Duration timeout) {
    url = way.url();
    this.timeout = timeout;
    request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "pharos/" + ProgramVersion.text());
    way.headers().forEach(request::setHeader);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public Outcome deliver(String json) throws InterruptedException {
    try {
      for (var address : InetAddress.getAllByName(url.getHost())) {
        if (Target.isForbidden(address)) {
          return new Refused(url.getHost() + " is at " + address.getHostAddress());
        }
      }
    } catch (UnknownHostException e) {
      return new Failed(url.getHost() + " is not found");
    }
    var sent =
        client.sendAsync(
            request.copy().POST(HttpRequest.BodyPublishers.ofString(json)).build(),
            HttpResponse.BodyHandlers.discarding());
    try {
      return judge(sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode());
    } catch (TimeoutException e) {
      return new Failed("timeout");
    } catch (ExecutionException e) {
      var cause = e.getCause();
      if (cause instanceof IOException problem) {
        return new Failed(String.valueOf(problem.getMessage()));
      }
      return new Failed(String.valueOf(cause));
    } finally {
      sent.cancel(true);
    }
  }

  /// What the client did wrong will be wrong next time too.
  private static Outcome judge(int status) {
    if (status >= 200 && status <= 299) {
      return new Arrived();
    }
    var maySucceedLater = status >= 500 || status == 408 || status == 425 || status == 429;
    return maySucceedLater ? new Failed("status " + status) : new Refused("status " + status);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
