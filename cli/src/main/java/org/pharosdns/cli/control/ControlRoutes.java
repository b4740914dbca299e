package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ZonesApi.CreateRequest;
import org.pharosdns.cli.control.ZonesApi.DeleteRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.ReplaceRequest;
import org.pharosdns.cli.control.ZonesApi.UndoRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// From a request on the control socket to a call of [ControlApi] and back to a response.
///
/// `GET` shows: `/v1/status?what=...` (repeatable), `/v1/overview`,
/// `/v1/explain?name=...&type=...&client=...`,
/// `/v1/zones`, `/v1/records`, `/v1/diff`, `/v1/text`, `/v1/history` (each `?zone=...`),
/// `/v1/version`. `POST` changes: `/v1/force`, `/v1/release`, `/v1/failback`, `/v1/reload`,
/// `/v1/records`,
/// `/v1/zones`, `/v1/zones/delete`, `/v1/text`, `/v1/undo`, each with the request record as its
/// JSON body. `PUT /v1/feeds/NAME` takes verdicts, one a line, as text. `docs/openapi.json`
/// describes them all. Everything but 200 has the body `{"problems": [...]}`.
final class ControlRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);

  private static final String FEEDS = "/v1/feeds/";

  private final ControlApi api;
  private final JsonMapper requests;
  private final int depth;

  /// @param depth how many levels deep a request may be
  ControlRoutes(ControlApi api, int depth) {
    this.api = api;
    this.depth = depth;
    requests = ControlJson.mapper(depth);
  }

  /// The body of a refusal.
  record Problems(List<String> problems) {}

  /// The body of `POST /v1/reload`.
  record Reload(List<String> zones, boolean force) {}

  /// Answers a request; never throws.
  ControlResponse answer(HttpMessage request) {
    try {
      return response(200, "OK", call(request));
    } catch (RefusedException e) {
      return problem(409, e.problems());
    } catch (NotRoutedException e) {
      return problem(e.status, List.of(e.problem));
    } catch (RuntimeException e) {
      LOG.error("control request failed: {}", request.startLine(), e);
      return problem(500, List.of("the server failed on this request, its log says more"));
    }
  }

  /// Returns a response that refuses.
  static ControlResponse problem(int status, List<String> problems) {
    return response(status, "Refused", new Problems(problems));
  }

  private static ControlResponse response(int status, String phrase, Object body) {
    return new ControlResponse(status, phrase, Body.json(body));
  }

  private Object call(HttpMessage request) throws RefusedException, NotRoutedException {
    String[] parts = request.startLine().split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new NotRoutedException(400, "this is no HTTP/1.1 request");
    }
    int mark = parts[1].indexOf('?');
    String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
    Map<String, List<String>> query = query(mark < 0 ? "" : parts[1].substring(mark + 1));
    return switch (parts[0]) {
      case "GET" -> show(path, query);
      case "POST" -> change(path, request.body());
      case "PUT" -> put(path, request.body());
      default -> throw new NotRoutedException(405, "only GET, POST and PUT are taken");
    };
  }

  private Object show(String path, Map<String, List<String>> query)
      throws RefusedException, NotRoutedException {
    return switch (path) {
      case "/v1/status" -> api.status(query.getOrDefault("what", List.of()));
      case "/v1/overview" -> api.overview();
      case "/v1/explain" ->
          api.explain(needed(query, "name"), needed(query, "type"), first(query, "client"));
      case "/v1/zones" -> api.zones();
      case "/v1/records" ->
          api.records(needed(query, "zone"), first(query, "name"), first(query, "type"));
      case "/v1/diff" -> api.diff(needed(query, "zone"));
      case "/v1/text" -> api.text(needed(query, "zone"));
      case "/v1/history" -> api.history(needed(query, "zone"));
      case "/v1/version" -> api.version();
      default -> throw new NotRoutedException(404, "nothing to see under " + path);
    };
  }

  private Object change(String path, String body) throws RefusedException, NotRoutedException {
    return switch (path) {
      case "/v1/force" -> {
        ForceRequest request = read(body, ForceRequest.class);
        requirePresent(request.what(), "what");
        requirePresent(request.state(), "state");
        requirePresent(request.author(), "author");
        requirePositive(request.duration(), "duration");
        yield api.force(request);
      }
      case "/v1/release" -> {
        ReleaseRequest request = read(body, ReleaseRequest.class);
        requirePresent(request.what(), "what");
        requirePresent(request.author(), "author");
        yield api.release(request);
      }
      case "/v1/failback" -> {
        FailbackRequest request = read(body, FailbackRequest.class);
        requirePresent(request.owner(), "owner");
        yield api.failback(request.owner());
      }
      case "/v1/reload" -> {
        Reload request = read(body, Reload.class);
        List<String> zones = request.zones() == null ? List.of() : request.zones();
        if (!zones.isEmpty()) {
          requirePresent(zones, "zones");
        }
        yield api.reload(zones, request.force());
      }
      case "/v1/records" -> api.change(zoneRequest(body, RecordsRequest.class));
      case "/v1/zones" -> api.create(zoneRequest(body, CreateRequest.class));
      case "/v1/zones/delete" -> api.delete(zoneRequest(body, DeleteRequest.class));
      case "/v1/text" -> api.replace(zoneRequest(body, ReplaceRequest.class));
      case "/v1/undo" -> api.undo(zoneRequest(body, UndoRequest.class));
      default -> throw new NotRoutedException(404, "nothing to change under " + path);
    };
  }

  private Object put(String path, String body) throws RefusedException, NotRoutedException {
    if (!path.startsWith(FEEDS) || path.length() == FEEDS.length()) {
      throw new NotRoutedException(404, "nothing to put under " + path);
    }
    return api.push(decode(path.substring(FEEDS.length())), body);
  }

  /// Reads a request of which every part that may not be null is there.
  private <T extends Record> T zoneRequest(String body, Class<T> type) throws NotRoutedException {
    T request = read(body, type);
    for (var part : type.getRecordComponents()) {
      var isOptional = part.getAnnotatedType().isAnnotationPresent(Nullable.class);
      var value = part(request, part);
      if (!isOptional && (value == null || holdsNull(value))) {
        throw new NotRoutedException(400, part.getName() + " is missing");
      }
    }
    return request;
  }

  private static @Nullable Object part(Record request, RecordComponent part) {
    try {
      return part.getAccessor().invoke(request);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the parts of a request are public", e);
    }
  }

  private <T> T read(String body, Class<T> type) throws NotRoutedException {
    try {
      T value =
          requests
              .readerFor(type)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(body);
      requirePresent(value, "a JSON object");
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new NotRoutedException(400, "the body is wrong: " + unknownKey(e));
    } catch (DatabindException e) {
      throw new NotRoutedException(
          400, "the body is wrong: \"%s\" has a value of another kind".formatted(place(e)));
    } catch (StreamConstraintsException e) {
      throw new NotRoutedException(400, beyond(e));
    } catch (JacksonException e) {
      throw new NotRoutedException(400, "the body is wrong: " + e.getOriginalMessage());
    }
  }

  /// Returns what is beyond a bound of the reader of JSON, without the name of the bound.
  private String beyond(StreamConstraintsException e) {
    return e.getOriginalMessage().contains("depth")
        ? "the body is more than %d levels deep".formatted(depth)
        : "a number or a key in the body is too long";
  }

  private static String unknownKey(UnrecognizedPropertyException e) {
    var known = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    var near = Nearest.to(e.getPropertyName(), known);
    var hint =
        near.isEmpty()
            ? "known are " + known.stream().sorted().collect(joining(", "))
            : "did you mean \"%s\"?".formatted(String.join("\" or \"", near));
    return "unknown key \"%s\" (%s)".formatted(e.getPropertyName(), hint);
  }

  /// Returns where in the body the trouble is, as in `records.0.ttl`.
  private static String place(DatabindException e) {
    var steps =
        e.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getPropertyName())
            .toList();
    return steps.isEmpty() ? "the body" : String.join(".", steps);
  }

  /// JSON may leave out what the records promise to be there.
  private static void requirePresent(@Nullable Object value, String what)
      throws NotRoutedException {
    if (value == null || holdsNull(value) || (value instanceof List<?> list && list.isEmpty())) {
      throw new NotRoutedException(400, what + " is missing");
    }
  }

  private static void requirePositive(@Nullable Duration value, String what)
      throws NotRoutedException {
    if (value != null && !value.isPositive()) {
      throw new NotRoutedException(400, what + " must be more than 0 seconds");
    }
  }

  private static boolean holdsNull(Object value) {
    return value instanceof List<?> list && list.stream().anyMatch(Objects::isNull);
  }

  private static String needed(Map<String, List<String>> query, String key)
      throws NotRoutedException {
    String value = first(query, key);
    if (value == null) {
      throw new NotRoutedException(400, key + " is missing");
    }
    return value;
  }

  private static @Nullable String first(Map<String, List<String>> query, String key) {
    List<String> values = query.get(key);
    return values == null ? null : values.getFirst();
  }

  private static Map<String, List<String>> query(String text) throws NotRoutedException {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query
            .computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) throws NotRoutedException {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new NotRoutedException(400, "a %-escape in the query is wrong");
    }
  }

  /// The request is none that is known here.
  private static final class NotRoutedException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    private final int status;
    private final String problem;

    NotRoutedException(int status, String problem) {
      super(problem);
      this.status = status;
      this.problem = problem;
    }
  }
}
