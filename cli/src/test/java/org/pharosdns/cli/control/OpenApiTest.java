package org.pharosdns.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.ControlLimits;
import tools.jackson.databind.JsonNode;

/// `docs/openapi.json` against the running server: every route, every field of every request and
/// answer, no more and no less.
class OpenApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");
  private static final Path ROUTES =
      Path.of("src/main/java/org/pharosdns/cli/control/ControlRoutes.java");
  private static final Pattern ROUTE = Pattern.compile("case \"(/v1/[a-z/]+)\" ->");

  private static final Pattern PUT = Pattern.compile("FEEDS = \"(/v1/[a-z]+/)\"");

  private static final Map<String, String> QUERIES =
      Map.of(
          "/v1/explain", "?name=www.example.com&type=A",
          "/v1/records", "?zone=example.com",
          "/v1/diff", "?zone=example.com",
          "/v1/text", "?zone=example.com",
          "/v1/history", "?zone=example.com");

  @TempDir private Path folder = Path.of("");

  private static JsonNode document() throws IOException {
    return ControlJson.mapper().readTree(Files.readString(DOCUMENT));
  }

  @Test
  void everyRouteOfTheServerIsDescribedAndNoOther() throws IOException {
    var source = Files.readString(ROUTES);
    var change = source.indexOf("private Object change(");
    var routes = new TreeSet<String>();
    var matcher = ROUTE.matcher(source);
    while (matcher.find()) {
      routes.add((matcher.start() < change ? "get " : "post ") + matcher.group(1));
    }
    PUT.matcher(source).results().forEach(put -> routes.add("put " + put.group(1) + "{name}"));
    var described = new TreeSet<String>();
    document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(method -> described.add(method + " " + path.getKey())));
    assertThat(routes).hasSizeGreaterThan(15);
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void everyFieldOfRequestsAndAnswersIsDescribed() throws IOException {
    var records = new TreeMap<String, Class<?>>();
    for (var api : List.of(ControlApi.class, ZonesApi.class)) {
      for (Method method : api.getDeclaredMethods()) {
        collect(method.getGenericReturnType(), records);
        Arrays.stream(method.getGenericParameterTypes()).forEach(type -> collect(type, records));
      }
    }
    collect(ControlRoutes.Reload.class, records);
    collect(ControlRoutes.Problems.class, records);
    collect(FailbackRequest.class, records);
    var schemas = document().path("components").path("schemas");
    records.forEach(
        (name, type) ->
            assertThat(names(schemas.path(name).path("properties")))
                .as("schema " + name)
                .containsExactlyElementsOf(fields(type)));
    assertThat(names(schemas)).containsExactlyElementsOf(records.keySet());
  }

  private static List<String> names(JsonNode object) {
    return new ArrayList<>(object.propertyNames());
  }

  private static List<String> fields(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void collect(@Nullable Type type, Map<String, Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> collect(each, records));
    } else if (type instanceof Class<?> known
        && known.isRecord()
        && known != Weight.class
        && records.putIfAbsent(name(known), known) == null) {
      for (var part : known.getRecordComponents()) {
        collect(part.getGenericType(), records);
      }
    }
  }

  private static String name(Class<?> type) {
    var outer = type.getEnclosingClass();
    var owner = outer == null || !outer.isRecord() ? "" : outer.getSimpleName();
    return owner + type.getSimpleName();
  }

  @Test
  void theServerAnswersWithTheFieldsThatAreDescribed() throws Exception {
    var document = document();
    var socket = folder.resolve("c.sock");
    try (var server = ControlServer.start(socket, new FakeControl(), ControlLimits.DEFAULTS)) {
      assertThat(server.socket()).isEqualTo(socket);
      for (var path : document.path("paths").properties()) {
        if (path.getValue().has("get")) {
          var query = QUERIES.getOrDefault(path.getKey(), "");
          var answer = ask(socket, path.getKey() + query);
          var schema = path.getValue().at("/get/responses/200/content/application~1json/schema");
          requireShape(document, schema, answer, path.getKey());
        }
      }
    }
  }

  private static JsonNode ask(Path socket, String path) throws Exception {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      HttpMessage.json("GET " + path + " HTTP/1.1", "").write(Channels.newOutputStream(channel));
      var response = HttpMessage.read(Channels.newInputStream(channel), 1 << 20);
      assertThat(response.startLine()).as(path).startsWith("HTTP/1.1 200 ");
      return ControlJson.mapper().readTree(response.body());
    }
  }

  private static void requireShape(JsonNode document, JsonNode schema, JsonNode value, String at) {
    if (schema.path("type").asString("").equals("array")) {
      assertThat(value.isArray()).as(at).isTrue();
      value.forEach(each -> requireShape(document, schema.path("items"), each, at));
    } else if (schema.has("$ref")) {
      var name = schema.path("$ref").asString("").replace("#/components/schemas/", "");
      var properties = document.path("components").path("schemas").path(name).path("properties");
      assertThat(names(value)).as(at).containsExactlyElementsOf(names(properties));
      value
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  requireShape(
                      document,
                      properties.path(field.getKey()),
                      field.getValue(),
                      at + " " + field.getKey());
                }
              });
    }
  }
}
