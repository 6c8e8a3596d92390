package io.goim.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goim.client.GoimClient;
import io.goim.client.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, on a node that lets everybody on its machine in. */
@ExtendWith(SharedNode.class)
class ConsoleIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path SCREENSHOTS = Node.PROJECT.resolve("goim-ear/target/screenshots");

  /** Would be a picture whose loading fails, and a script then, if anything took it for HTML. */
  private static final String HOSTILE = "live://<img src=x onerror=\"document.title='owned'\">";

  @BeforeEach
  void needABrowser() {
    assumeTrue(Browser.program().isPresent(), "no Chromium on this machine");
  }

  @Test
  void shouldShowWhatGoesOnAndPush(Node node) throws Exception {
    String key = "console-" + UUID.randomUUID();
    try (GoimClient client = login(node, Token.of(key).withRoom(HOSTILE).accepting(1000));
        Browser browser = open(node)) {
      browser.await("document.getElementById('status').dataset.state === 'online'");
      browser.await("document.querySelector('#nodes-rows tr th') !== null");
      browser.await("document.querySelector('.rooms').innerText.includes('onerror=')");
      assertEquals("0", browser.evaluate("document.querySelectorAll('.rooms img').length"));
      assertFalse(browser.evaluate("document.title").contains("owned"));

      fill(browser, "target-value", key);
      fill(browser, "push-body", "from the console");
      click(browser, "push-send");
      assertEquals("from the console", client.receive(SOON).text());
      browser.await("document.getElementById('push-note').innerText.startsWith('In the queue')");
      for (String chart : List.of("pushes", "deliveries", "latency")) {
        browser.await(peakOf(chart) + " > 0");
      }
      browser.await("parseInt(document.querySelector('#chart-connections .now').innerText) >= 1");
      assertTrue(
          browser
              .evaluate("document.querySelector('#chart-pushes svg').ariaLabel")
              .matches("Pushes: now .* highest .*"));
      screenshots(browser, "console");
    }
  }

  @Test
  void shouldFindAClientLookAtItAndSendItAway(Node node) throws Exception {
    String key = "found-" + UUID.randomUUID();
    try (Browser browser = open(node)) {
      browser.await("!document.getElementById('find').disabled");
      try (GoimClient client =
          login(node, Token.of(key).withRoom(HOSTILE).withMid(4711).accepting(1000))) {
        find(browser, key);
        assertEquals("0", browser.evaluate("document.querySelectorAll('#found img').length"));
        assertTrue(browser.evaluate("document.getElementById('found').innerText").contains("4711"));
        press(browser, "Live trace of " + key);
        // The trace is under way when it tells of something.
        Poll.until(
            SOON,
            () -> {
              new Http(node).push("/goim/push/keys?operation=1000&keys=" + key, "seen");
              return browser
                  .evaluate("document.getElementById('trace-events').innerText")
                  .contains("was pushed");
            },
            () -> browser.evaluate("document.getElementById('trace').innerText"));
        screenshots(browser, "console-client");
        for (String scheme : List.of("light", "dark")) {
          browser.prefer(scheme);
          assertEquals("", browser.evaluate(FAINT), "text that is hard to read, " + scheme);
        }
        browser.await("document.documentElement.scrollWidth <= 360");
        browser.resize(1280, 900);
        click(browser, "trace-stop");
        browser.await("document.getElementById('trace-note').innerText === 'Stopped.'");
        press(browser, "Kick " + key);
        confirm(browser);
        assertEquals(4503, client.awaitEnd(SOON).code());
        browser.await("document.getElementById('find-note').innerText.startsWith('Nobody')");
      }
      try (GoimClient client = login(node, Token.of(key).accepting(1000))) {
        find(browser, key);
        press(browser, "Ban the key " + key);
        browser.await("document.getElementById('confirm-dialog').open");
        browser.screenshot(SCREENSHOTS.resolve("console-ban.png"));
        confirm(browser);
        assertEquals(4506, client.awaitEnd(SOON).code());
      }
    }
  }

  private static void find(Browser browser, String key) {
    fill(browser, "find-value", key);
    click(browser, "find");
    browser.await("document.querySelector('#found li') !== null");
  }

  private static void press(Browser browser, String label) {
    browser.run("document.querySelector('button[aria-label=\"" + label + "\"]').click()");
  }

  private static void confirm(Browser browser) {
    browser.await("document.getElementById('confirm-dialog').open");
    click(browser, "confirm-yes");
  }

  @Test
  void shouldAskBeforeItDrains(Node node) throws Exception {
    try (Browser browser = open(node)) {
      browser.await("document.querySelector('#nodes-rows button') !== null");
      browser.run("document.querySelector('#nodes-rows button').click()");
      browser.await("document.getElementById('confirm-dialog').open");
      assertEquals("confirm-no", browser.evaluate("document.activeElement.id"));
      assertTrue(
          browser.evaluate("document.getElementById('confirm-text').innerText").contains("ends"));
      browser.screenshot(SCREENSHOTS.resolve("console-drain.png"));
      click(browser, "confirm-no");
      browser.await("!document.getElementById('confirm-dialog').open");
      assertTrue(
          new Http(node).get("/goim/admin/drain").body().contains("\"phase\":\"none\""),
          "nobody said yes");
    }
  }

  @Test
  void shouldBeUsableWithTheKeyboardAlone(Node node) throws Exception {
    String key = "keyboard-" + UUID.randomUUID();
    try (GoimClient client = login(node, Token.of(key).accepting(1000));
        Browser browser = open(node)) {
      browser.await("document.getElementById('status').dataset.state === 'online'");
      browser.press("Tab");
      assertEquals("Skip to the numbers", browser.evaluate("document.activeElement.innerText"));
      tabTo(browser, "identity");
      browser.press("Enter");
      browser.await("document.getElementById('key-dialog').open");
      browser.press("Escape");
      browser.await("!document.getElementById('key-dialog').open");
      assertEquals("identity", browser.evaluate("document.activeElement.id"));
      tabTo(browser, "target-keys");
      tabTo(browser, "target-value");
      assertVisibleFocus(browser);
      browser.type(key);
      tabTo(browser, "push-send");
      assertVisibleFocus(browser);
      browser.press("Enter");
      assertEquals("{\"text\":\"a test from the console\"}", client.receive(SOON).text());
    }
  }

  @Test
  void shouldFitAPhoneAndBeReadable(Node node) throws Exception {
    try (GoimClient client =
            login(node, Token.of("phone").withRoom("live://" + "long-".repeat(60)));
        Browser browser = open(node)) {
      assertTrue(client.heartbeat() >= 1);
      browser.await("document.querySelector('.rooms').innerText.includes('long-')");
      browser.resize(360, 740);
      browser.await("document.documentElement.scrollWidth <= 360");
      for (String scheme : List.of("light", "dark")) {
        browser.prefer(scheme);
        assertEquals("", browser.evaluate(FAINT), "text that is hard to read, " + scheme);
      }
      assertEquals("", browser.evaluate(NAMELESS), "controls without a name");
    }
  }

  @Test
  void shouldSayWhatToDoWhenTheNodeDoesNotAnswer(Node node) throws Exception {
    try (Browser browser = open(node)) {
      browser.await("document.getElementById('status').dataset.state === 'online'");
      browser.run("window.fetch = () => Promise.reject(new TypeError('gone'))");
      browser.await("document.getElementById('notice').innerText.includes('does not answer')");
      assertEquals(
          "No answer", browser.evaluate("document.getElementById('status-text').innerText"));
    }
  }

  /** Controls that neither a label nor their own text names. */
  private static final String NAMELESS =
      """
      [...document.querySelectorAll('input, textarea, button, select, meter, [role=img]')]
        .filter((one) => one.getAttribute('aria-hidden') !== 'true'
          && !(one.labels?.length > 0 && one.labels[0].innerText.trim())
          && !one.ariaLabel && !one.innerText?.trim())
        .map((one) => one.outerHTML).join()
      """;

  /** Texts with less contrast than WCAG AA asks for: 4.5, or 3 when they are large. */
  private static final String FAINT =
      """
      (() => {
        const parts = (color) => color.match(/[0-9.]+/g).map(Number);
        const light = (color) => parts(color).slice(0, 3)
          .map((c) => c / 255)
          .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const ground = (one) => {
          for (let at = one; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if ((parts(color)[3] ?? 1) === 1) return color;
          }
          return 'rgb(255,255,255)';
        };
        return [...document.body.querySelectorAll('*')]
          .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
          .filter((one) => one.checkVisibility() && !one.closest(':disabled, noscript'))
          .map((one) => {
            const style = getComputedStyle(one);
            const [a, b] = [light(style.color), light(ground(one))].sort((x, y) => y - x);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            return { one, contrast: (a + 0.05) / (b + 0.05), needed: large ? 3 : 4.5 };
          })
          .filter(({ contrast, needed }) => contrast < needed)
          .map(({ one, contrast }) => contrast.toFixed(2) + ' ' + one.outerHTML)
          .join('\\n');
      })()
      """;

  private static Browser open(Node node) throws Exception {
    return Browser.open(node.httpUrl() + "/console/", 1280, 900);
  }

  private static GoimClient login(Node node, Token token) throws IOException {
    GoimClient client = GoimClient.connect(node.tcpUrl());
    client.login(token);
    return client;
  }

  private static String peakOf(String chart) {
    return "parseFloat(document.querySelector('#chart-"
        + chart
        + " .now').innerText.split('peak')[1]?.replace(',', ''))";
  }

  private static void tabTo(Browser browser, String id) {
    for (int i = 0; i < 40; i++) {
      if (browser.evaluate("document.activeElement.id").equals(id)) {
        return;
      }
      browser.press("Tab");
    }
    throw new AssertionError("the tab key does not get to " + id);
  }

  private static void assertVisibleFocus(Browser browser) {
    assertEquals(
        "solid 3px",
        browser.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle + ' ' +"
                + " getComputedStyle(document.activeElement).outlineWidth"));
  }

  private static void screenshots(Browser browser, String name) throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      browser.resize(1280, 900);
      browser.screenshotOfAll(SCREENSHOTS.resolve(name + "-" + scheme + ".png"));
      browser.resize(360, 740);
      browser.screenshotOfAll(SCREENSHOTS.resolve(name + "-phone-" + scheme + ".png"));
    }
  }

  private static void click(Browser browser, String id) {
    browser.run("document.getElementById('" + id + "').click()");
  }

  private static void fill(Browser browser, String id, String value) {
    browser.run("document.getElementById('" + id + "').value = '" + value + "'");
  }
}
