package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo page in a real browser: connect, join, watch, see pushes, send one. */
@ExtendWith(SharedNode.class)
class DemoPageIT {

  private static final Path SCREENSHOTS = Node.PROJECT.resolve("goim-ear/target/screenshots");

  @BeforeEach
  void needABrowser() {
    assumeTrue(Browser.program().isPresent(), "no Chromium on this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jakarta", "connector"})
  void shouldPushToItself(String endpoint, Node node) throws Exception {
    String room = UUID.randomUUID().toString();
    try (Browser browser = Browser.open(node.httpUrl() + "/", 1280, 900)) {
      browser.run("document.getElementById('endpoint-" + endpoint + "').click()");
      if (endpoint.equals("connector")) {
        fill(browser, "address", node.websocketUrl());
      }
      fill(browser, "room", "live://" + room);
      browser.run("document.getElementById('connect').click()");
      browser.await("document.getElementById('status').dataset.state === 'online'");
      fill(browser, "target-value", "live://" + room);
      fill(browser, "push-body", "seen by the browser");
      browser.run("document.getElementById('push').click()");
      browser.await(
          "document.getElementById('messages').innerText.includes('seen by the browser')");

      fill(browser, "watch-operation", "1777");
      browser.run("document.getElementById('watch').click()");
      browser.await("document.getElementById('watched').innerText.includes('1777')");
      new Http(node).push("/goim/push/all?operation=1777", "only for those who watch");
      browser.await(
          "document.getElementById('messages').innerText.includes('only for those who watch')");
      assertEquals("2", browser.evaluate("document.getElementById('received-count').innerText"));
      browser.screenshot(SCREENSHOTS.resolve("demo-" + endpoint + ".png"));
    }
  }

  @Test
  void shouldFitAPhone(Node node) throws Exception {
    try (Browser browser = Browser.open(node.httpUrl() + "/", 500, 900)) {
      browser.await("document.documentElement.scrollWidth <= window.innerWidth");
      browser.screenshot(SCREENSHOTS.resolve("demo-phone.png"));
    }
  }

  private static void fill(Browser browser, String id, String value) {
    browser.run(
        "const field = document.getElementById('"
            + id
            + "'); field.value = '"
            + value
            + "'; field.dispatchEvent(new Event('input', {bubbles: true}));"
            + " field.dispatchEvent(new Event('change', {bubbles: true}))");
  }
}
