package io.goim.web.push;

import static io.goim.web.push.Requests.text;
import static io.goim.web.push.Requests.withQuery;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.QueueKind;
import io.goim.config.QueueSettings;
import io.goim.logic.PushQueue;
import io.goim.logic.PushRefusedException;
import io.goim.logic.PushService;
import io.goim.logic.SessionDirectory;
import io.goim.logic.SessionEntry;
import io.goim.ops.Counters;
import io.goim.ops.NodeState;
import io.goim.protocol.queue.PushMessage;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushResourceTest {

  private final List<PushMessage> queue = new ArrayList<>();
  private final PushResource resource = resource(queue::addAll);

  @Test
  void shouldPushToKeysAsTheyAreNamed() throws Exception {
    assertSuccess(resource.keys(withQuery("operation=1000&keys=a,b&keys=a,b"), body("hi")));

    assertEquals(1000, queue.get(0).operation());
    assertEquals(List.of("a,b", "a,b"), queue.get(0).keys());
    assertArrayEquals("hi".getBytes(StandardCharsets.UTF_8), queue.get(0).body());
  }

  @Test
  void shouldAllowOperationZeroForKeysAndUsers() throws Exception {
    assertSuccess(resource.keys(withQuery("operation=0&keys=a"), body("")));
    assertSuccess(resource.mids(withQuery("operation=0&mids=1"), body("")));

    assertEquals(2, queue.size());
  }

  @Test
  void shouldPushToTheKeysOfUsers() throws Exception {
    assertSuccess(resource.mids(withQuery("operation=1000&mids=7"), body("hi")));

    assertEquals(List.of("key-of-7"), queue.get(0).keys());
  }

  @Test
  void shouldPushToARoom() throws Exception {
    assertSuccess(resource.room(withQuery("operation=5&type=live&room=1000"), body("hi")));

    assertEquals("live://1000", queue.get(0).room());
  }

  @Test
  void shouldPushToAllWithSpeed() throws Exception {
    assertSuccess(resource.all(withQuery("operation=5&speed=10"), body("hi")));
    assertSuccess(resource.all(withQuery("operation=5"), body("hi")));

    assertEquals(10, queue.get(0).speed());
    assertEquals(0, queue.get(1).speed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "operation=abc&keys=k",
        "operation=2147483648&keys=k",
        "operation=1000",
        "keys=k"
      })
  void shouldRefuseKeys(String query) {
    assertThrows(BadParameterException.class, () -> resource.keys(withQuery(query), body("hi")));
    assertTrue(queue.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"operation=1000&mids=x", "operation=1000", "operation=1000&mids=", "mids=1"})
  void shouldRefuseMids(String query) {
    assertThrows(BadParameterException.class, () -> resource.mids(withQuery(query), body("hi")));
    assertTrue(queue.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=live&room=1",
        "operation=0&type=live&room=1",
        "operation=1&type=&room=1",
        "operation=1&type=live",
        "operation=1&room=1"
      })
  void shouldRefuseRoom(String query) {
    assertThrows(BadParameterException.class, () -> resource.room(withQuery(query), body("hi")));
    assertTrue(queue.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "operation=0", "operation=1&speed=x"})
  void shouldRefuseAll(String query) {
    assertThrows(BadParameterException.class, () -> resource.all(withQuery(query), body("hi")));
    assertTrue(queue.isEmpty());
  }

  @Test
  void shouldRefuseABodyOverTheLimit() {
    InputStream tooLarge = body("x".repeat(Settings.MAX_BODY + 1));

    assertThrows(
        BodyTooLargeException.class,
        () -> resource.keys(withQuery("operation=1&keys=k"), tooLarge));
    assertTrue(queue.isEmpty());
  }

  @Test
  void shouldReadTheBodyBeforeItComplains() throws Exception {
    InputStream in = body("hi");

    assertThrows(BadParameterException.class, () -> resource.all(withQuery(""), in));

    assertEquals(-1, in.read());
  }

  @Test
  void shouldPassOnThatTheQueueRefused() {
    PushResource refusing =
        resource(
            messages -> {
              throw new PushRefusedException("queue is full", null);
            });

    assertThrows(
        PushRefusedException.class, () -> refusing.all(withQuery("operation=1"), body("hi")));
  }

  private static void assertSuccess(Response answer) {
    assertEquals(200, answer.getStatus());
    assertEquals("{\"code\":0,\"message\":\"\"}", text(answer));
    assertEquals("application/json; charset=utf-8", answer.getHeaderString("Content-Type"));
    assertEquals("no-store", answer.getHeaderString("Cache-Control"));
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static PushResource resource(PushQueue queue) {
    PushResource resource = new PushResource();
    resource.settings = Settings.logic();
    resource.access = Settings.access();
    resource.pushes =
        new PushService(
            queue,
            directory(),
            new NodeState(),
            new QueueSettings(
                QueueKind.EMBEDDED,
                false,
                1 << 20,
                Duration.ofSeconds(1),
                16,
                4,
                Duration.ofSeconds(0)),
            new Counters());
    return resource;
  }

  /** Every user has one key that says whose it is. */
  private static SessionDirectory directory() {
    return (SessionDirectory)
        Proxy.newProxyInstance(
            PushResourceTest.class.getClassLoader(),
            new Class<?>[] {SessionDirectory.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("findMids")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return ((Collection<?>) arguments[0])
                  .stream()
                      .map(mid -> new SessionEntry("node", 1, "key-of-" + mid, (Long) mid))
                      .toList();
            });
  }
}
