package io.goim.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Console console = new Console(new PrintStream(out), new PrintStream(out));

  @Test
  void shouldShowEveryAddressThatIsOpen() throws StartFailure {
    NodeSetup setup = setup(Set.of("comet", "logic"), 3102, 3104);

    console.banner(setup, Path.of("/srv/node-1/log/goim.0.log"));

    assertEquals(
        """
        goim
          TCP        127.0.0.1:3102
          WSS        wss://127.0.0.1:3104/sub
          HTTP       http://127.0.0.1:3112
          Jakarta    ws://127.0.0.1:3112/sub
          push       curl -d 'hello' 'http://127.0.0.1:3112/goim/push/room?operation=1000&type=live&room=1000'
          log        /srv/node-1/log/goim.0.log
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void shouldShowNothingOfARoleThatTheNodeDoesNotHave() {
    console.banner(setup(Set.of("job"), 0, 0), Path.of("/srv/node-1/log/goim.0.log"));

    assertEquals(
        """
        goim
          HTTP       http://127.0.0.1:3112
          log        /srv/node-1/log/goim.0.log
        """,
        out.toString(StandardCharsets.UTF_8));
  }

  private static NodeSetup setup(Set<String> roles, int tcp, int tls) {
    return new NodeSetup(
        "0.0.0.0",
        1,
        3112,
        tcp,
        0,
        tls,
        6901,
        Path.of("/srv/node-1"),
        roles,
        new Fences("", false),
        "a",
        false);
  }

  @Test
  void shouldSayAFailureInOneSentence() {
    console.failure("the coffee is out");

    assertEquals("goim: the coffee is out\n", out.toString(StandardCharsets.UTF_8));
  }
}
