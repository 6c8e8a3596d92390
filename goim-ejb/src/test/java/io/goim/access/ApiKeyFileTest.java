package io.goim.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFileTest {

  private static final String READ = "roles=read";

  @TempDir private Path folder;
  private Path path;
  private ApiKeyFile file;

  @BeforeEach
  void makeAFile() throws IOException {
    path = folder.resolve("keys");
    write("# callers", "", Samples.line("shop", READ), "  " + Samples.line("chat", READ) + " \r");
    file = new ApiKeyFile(path);
  }

  @Test
  void shouldReadEveryLineButCommentsAndEmptyOnes() {
    file.load();
    assertEquals(2, file.size());
    assertNotNull(file.find("shop"));
    assertNotNull(file.find("chat"));
    assertNull(file.find("nobody"));
    assertNull(file.find(""));
  }

  @Test
  void shouldForgetAKeyWhoseLineIsGoneAndKnowANewOne() throws IOException {
    file.load();
    write(Samples.line("chat", READ), Samples.line("new", READ));
    file.check();
    assertNull(file.find("shop"));
    assertNotNull(file.find("chat"));
    assertNotNull(file.find("new"));
  }

  @Test
  void shouldForgetAKeyWhoseLineCannotBeReadAnyMore() throws IOException {
    file.load();
    write("shop sha256:oops", Samples.line("chat", READ));
    file.check();
    assertNull(file.find("shop"));
    assertNotNull(file.find("chat"));
  }

  @Test
  void shouldForgetEveryKeyWhenTheFileStaysAway() throws IOException {
    file.load();
    Files.delete(path);
    file.check();
    assertNotNull(file.find("shop"), "an editor may put it back in a moment");
    file.check();
    assertNull(file.find("shop"));
    write(Samples.line("shop", READ));
    file.check();
    assertNotNull(file.find("shop"));
  }

  @Test
  void shouldNotStartWithAFileThatIsWrong() throws IOException {
    write(Samples.line("shop", READ), "chat");
    assertTrue(problem().contains("line 2: chat needs sha256:"), problem());
    write(Samples.line("shop", READ), Samples.line("shop", "roles=admin"));
    assertTrue(problem().contains("line 2: there is another key of the name shop"), problem());
    write("# nobody yet");
    assertTrue(problem().contains("holds no key; server-config/run --new-api-key"), problem());
    Files.delete(path);
    assertTrue(problem().contains("cannot be read"), problem());
  }

  private String problem() {
    return assertThrows(IllegalStateException.class, file::load).getMessage();
  }

  private void write(String... lines) throws IOException {
    Files.writeString(path, String.join("\n", lines));
  }
}
