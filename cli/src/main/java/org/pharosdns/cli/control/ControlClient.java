package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// A running server as seen through its control socket. Each call is one connection.
public final class ControlClient implements ControlApi {
  /// Long enough for a reload of very large zones.
  private static final Duration ANSWER_TIME = Duration.ofMinutes(5);

  /// Enough for the members of very many names, in octets.
  private static final int MAX_RESPONSE = 256 << 20;

  private final Path socket;

  /// @param socket the socket file; nothing is opened yet
  public ControlClient(Path socket) {
    this.socket = socket;
  }

  @Override
  public List<MemberStatus> status(List<String> what) throws RefusedException {
    List<String> pairs = new ArrayList<>();
    what.forEach(each -> pairs.add("what=" + encode(each)));
    return read(get("/v1/status?" + String.join("&", pairs)), new TypeReference<>() {});
  }

  @Override
  public Explanation explain(String name, String type, @Nullable String client)
      throws RefusedException {
    String path = "/v1/explain?name=" + encode(name) + "&type=" + encode(type);
    return read(
        get(client == null ? path : path + "&client=" + encode(client)), new TypeReference<>() {});
  }

  @Override
  public List<MemberStatus> force(ForceRequest request) throws RefusedException {
    return read(post("/v1/force", request), new TypeReference<>() {});
  }

  @Override
  public List<MemberStatus> release(ReleaseRequest request) throws RefusedException {
    return read(post("/v1/release", request), new TypeReference<>() {});
  }

  @Override
  public FeedReport push(String name, String verdicts) throws RefusedException {
    var request =
        new HttpMessage(
            "PUT /v1/feeds/" + encode(name) + " HTTP/1.1",
            Map.of("content-type", "text/plain"),
            verdicts);
    return read(exchange(request), new TypeReference<>() {});
  }

  @Override
  public List<FailbackReport> failback(String owner) throws RefusedException {
    return read(post("/v1/failback", new FailbackRequest(owner)), new TypeReference<>() {});
  }

  @Override
  public ReloadReport reload(List<String> zones, boolean force) throws RefusedException {
    return read(
        post("/v1/reload", new ControlRoutes.Reload(zones, force)), new TypeReference<>() {});
  }

  @Override
  public List<ZoneRecord> records(String zone, @Nullable String name, @Nullable String type)
      throws RefusedException {
    String path = "/v1/records?zone=" + encode(zone);
    path += name == null ? "" : "&name=" + encode(name);
    path += type == null ? "" : "&type=" + encode(type);
    return read(get(path), new TypeReference<>() {});
  }

  @Override
  public ChangeReport change(RecordsRequest request) throws RefusedException {
    return read(post("/v1/records", request), new TypeReference<>() {});
  }

  @Override
  public ChangeReport create(CreateRequest request) throws RefusedException {
    return read(post("/v1/zones", request), new TypeReference<>() {});
  }

  @Override
  public ChangeReport delete(DeleteRequest request) throws RefusedException {
    return read(post("/v1/zones/delete", request), new TypeReference<>() {});
  }

  @Override
  public DiffReport diff(String zone) throws RefusedException {
    return read(get("/v1/diff?zone=" + encode(zone)), new TypeReference<>() {});
  }

  @Override
  public TextReport text(String zone) throws RefusedException {
    return read(get("/v1/text?zone=" + encode(zone)), new TypeReference<>() {});
  }

  @Override
  public ChangeReport replace(ReplaceRequest request) throws RefusedException {
    return read(post("/v1/text", request), new TypeReference<>() {});
  }

  @Override
  public List<HistoryEntry> history(String zone) throws RefusedException {
    return read(get("/v1/history?zone=" + encode(zone)), new TypeReference<>() {});
  }

  @Override
  public ChangeReport undo(UndoRequest request) throws RefusedException {
    return read(post("/v1/undo", request), new TypeReference<>() {});
  }

  /// Whether a server answers on the socket.
  public boolean answers() {
    try (var server = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return server.isConnected();
    } catch (IOException e) {
      return Files.exists(socket) && !Files.isWritable(socket);
    }
  }

  @Override
  public List<ZoneSummary> zones() throws RefusedException {
    return read(get("/v1/zones"), new TypeReference<>() {});
  }

  @Override
  public Overview overview() throws RefusedException {
    return read(get("/v1/overview"), new TypeReference<>() {});
  }

  @Override
  public ServerVersion version() throws RefusedException {
    return read(get("/v1/version"), new TypeReference<>() {});
  }

  private String get(String path) throws RefusedException {
    return exchange(HttpMessage.json("GET " + path + " HTTP/1.1", ""));
  }

  private String post(String path, Object body) throws RefusedException {
    return exchange(
        HttpMessage.json(
            "POST " + path + " HTTP/1.1", ControlJson.mapper().writeValueAsString(body)));
  }

  private String exchange(HttpMessage request) throws RefusedException {
    try (SocketChannel server = connect();
        var _ = Deadline.of(ANSWER_TIME, server)) {
      request.write(Channels.newOutputStream(server));
      HttpMessage response = HttpMessage.read(Channels.newInputStream(server), MAX_RESPONSE);
      if (response.startLine().startsWith("HTTP/1.1 200 ")) {
        return response.body();
      }
      throw refusal(response);
    } catch (ClosedChannelException e) {
      throw new RefusedException("the server on " + socket + " has not answered in time");
    } catch (IOException e) {
      throw new RefusedException(
          "the server on " + socket + " went away in the middle of an answer: " + Reason.of(e));
    } catch (HttpMessage.MalformedException e) {
      throw new RefusedException("what answers on " + socket + " is no Pharos: " + e.problem());
    }
  }

  private RefusedException refusal(HttpMessage response) throws RefusedException {
    var body = read(response.body(), new TypeReference<ControlRoutes.Problems>() {});
    return new RefusedException(body.problems());
  }

  private <T> T read(String body, TypeReference<T> type) throws RefusedException {
    try {
      return ControlJson.mapper().readValue(body, type);
    } catch (JacksonException e) {
      throw new RefusedException(
          "the answer of the server on "
              + socket
              + " is not understood: "
              + e.getOriginalMessage());
    }
  }

  private SocketChannel connect() throws RefusedException {
    try {
      PosixFileAttributes attributes = Files.readAttributes(socket, PosixFileAttributes.class);
      if (!Files.isWritable(socket)) {
        throw new RefusedException(
            "%s may not use the control socket %s: write permission is missing (it is %s of %s)"
                .formatted(
                    Reason.user(),
                    socket,
                    PosixFilePermissions.toString(attributes.permissions()),
                    attributes.owner().getName()));
      }
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (AccessDeniedException e) {
      throw new RefusedException(
          "%s may not reach the control socket %s: permission to enter its folder is missing"
              .formatted(Reason.user(), socket));
    } catch (NoSuchFileException e) {
      throw nobody();
    } catch (IOException e) {
      throw nobody();
    }
  }

  private RefusedException nobody() {
    return new RefusedException(
        "no server answers on "
            + socket
            + ": is it running? Start it with `pharos serve`, or name its configuration with `-c"
            + " FILE`");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
