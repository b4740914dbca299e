package org.pharosdns.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.testkit.GeneratedInputs;
import tools.jackson.databind.json.JsonMapper;

/// Any octets on the control socket: a call of the server, or a refusal that says what is wrong;
/// never an error of ours.
class ControlFuzzTest {
  private static final JsonMapper PLAIN = JsonMapper.shared();

  private final FakeControl control = new FakeControl();
  private final ControlRoutes routes = new ControlRoutes(control, 32);

  @FuzzTest
  void anyRequest(byte[] input) throws IOException {
    ControlResponse response;
    try {
      response = routes.answer(HttpMessage.read(new ByteArrayInputStream(input), 1 << 20));
    } catch (HttpMessage.MalformedException e) {
      response = ControlRoutes.problem(e.status(), List.of(e.problem()));
    } catch (EOFException _) {
      return;
    }
    control.calls.clear();
    assertThat(response.status()).matches(status -> status == 200 || status / 100 == 4);
    var body = new ByteArrayOutputStream();
    response.body().writeTo(body);
    PLAIN.readTree(body.toByteArray());
    assertThat(response.body().octets()).isEqualTo(body.size());
    var out = new ByteArrayOutputStream();
    response.write(out);
    assertThat(out.size()).isGreaterThan(body.size());
  }

  @Test
  void nothingInAListIsRefused() {
    for (var request :
        List.of(
            "force {\"what\":[null],\"state\":\"down\",\"author\":\"a\"}",
            "reload {\"zones\":[null]}",
            "records {\"zone\":\"z\",\"action\":\"add\",\"name\":\"x\",\"rdata\":[null],\"author\":\"a\"}")) {
      var words = request.split(" ", 2);
      var message = HttpMessage.json("POST /v1/" + words[0] + " HTTP/1.1", words[1]);
      assertThat(routes.answer(message).status()).isEqualTo(400);
      assertThat(control.calls).isEmpty();
    }
  }

  @Test
  void generatedRequests() {
    GeneratedInputs.of(ControlFuzzTest.class, "anyRequest").feed(20_000, this::anyRequest);
  }
}
