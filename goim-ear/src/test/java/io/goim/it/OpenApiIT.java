package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Path;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node says of its HTTP API is all of it, and true. */
@ExtendWith(SharedNode.class)
class OpenApiIT {

  private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE");

  /** The shared node must outlive this test; DrainIT makes this call. */
  private static final Set<String> ENDS_THE_NODE = Set.of("POST /goim/admin/drain");

  @Test
  void shouldDescribeEveryCallOfTheResources(Node node) {
    Set<String> described =
        OpenApi.of(new Http(node)).calls().stream()
            .map(OpenApi.Call::toString)
            .filter(call -> call.contains(" /goim/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(calls(), described);
  }

  @Test
  void shouldAnswerEveryCallAsDescribed(Node node) {
    Http http = new Http(node);
    OpenApi api = OpenApi.of(http);
    int tried = 0;
    for (OpenApi.Call call : api.calls()) {
      if (!ENDS_THE_NODE.contains(call.toString())) {
        HttpResponse<String> answer = send(http, call, api.query(call, ""));
        assertEquals(200, answer.statusCode(), call + ": " + answer.body());
        api.assertDescribed(call, answer);
        tried++;
      }
    }
    assertTrue(tried >= 14, tried + " calls were tried");
  }

  @Test
  void shouldRefuseWhatIsMissingOrMalformedAsDescribed(Node node) {
    Http http = new Http(node);
    OpenApi api = OpenApi.of(http);
    for (OpenApi.Call call : api.calls()) {
      for (JsonObject parameter : api.parameters(call)) {
        String name = parameter.getString("name");
        if (parameter.getBoolean("required")) {
          assertRefused(api, call, name, send(http, call, api.query(call, name)));
        }
        if (parameter.getJsonObject("schema").toString().contains("integer")) {
          String query = api.query(call, name);
          String malformed = query + (query.isEmpty() ? "?" : "&") + name + "=1x";
          assertRefused(api, call, name, send(http, call, malformed));
        }
      }
    }
  }

  @Test
  void shouldShowExamplesThatAreAsDescribed(Node node) {
    OpenApi api = OpenApi.of(new Http(node));
    api.calls().forEach(api::assertExamples);
  }

  @Test
  void shouldBeReadableForPeopleByDefault(Node node) {
    HttpResponse<String> answer = new Http(node).get("/openapi");
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().startsWith("openapi: 3.0"), answer.body());
  }

  private static void assertRefused(
      OpenApi api, OpenApi.Call call, String parameter, HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), call + " with a bad " + parameter);
    assertTrue(answer.body().contains("parameter " + parameter + " is "), answer.body());
    api.assertDescribed(call, answer);
  }

  private static HttpResponse<String> send(Http http, OpenApi.Call call, String query) {
    String target = call.path() + query;
    return switch (call.method()) {
      case "POST" -> http.post(target, "hello");
      case "DELETE" -> http.delete(target);
      default -> http.get(target);
    };
  }

  /** Every call that the resources have, as "GET /goim/online/total". */
  private static Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    for (JavaClass resource :
        new ClassFileImporter().importPath(Node.PROJECT.resolve("goim-web/target/classes"))) {
      if (resource.isAnnotatedWith(Path.class)) {
        String path = "/goim" + resource.getAnnotationOfType(Path.class).value();
        for (JavaMethod method : resource.getMethods()) {
          verbs(method).forEach(verb -> calls.add(verb + " " + path + below(method)));
        }
      }
    }
    assertTrue(calls.size() >= 12, calls.toString());
    return calls;
  }

  private static List<String> verbs(JavaMethod method) {
    return method.getAnnotations().stream()
        .map(annotation -> annotation.getRawType().getSimpleName().toUpperCase(Locale.ROOT))
        .filter(VERBS::contains)
        .toList();
  }

  private static String below(JavaMethod method) {
    return method.isAnnotatedWith(Path.class) ? method.getAnnotationOfType(Path.class).value() : "";
  }
}
