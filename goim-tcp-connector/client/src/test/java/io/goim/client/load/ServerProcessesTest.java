package io.goim.client.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessesTest {

  @TempDir private Path proc;

  @BeforeEach
  void twoProcesses() throws IOException {
    process(12, "12 (java (a) b) S 1 12 12 0 -1 4194560 7 8 9 10 150 50 0 0 20 0 30 0 99", 2_048);
    process(13, "13 (java) R 1 13 13 0 -1 4194560 7 8 9 10 1000 0 0 0 20 0 30 0 99", 1_000);
  }

  @Test
  void shouldAddUpUserAndSystemTimeOfAllProcesses() {
    assertEquals(2.0, new ServerProcesses(proc, List.of(12L)).cpuSeconds(), 1e-9);
    assertEquals(12.0, new ServerProcesses(proc, List.of(12L, 13L)).cpuSeconds(), 1e-9);
  }

  @Test
  void shouldAddUpTheMemoryOfAllProcesses() {
    assertEquals(3_048, new ServerProcesses(proc, List.of(12L, 13L)).rssKb());
  }

  @Test
  void shouldKnowNothingWithoutProcessesOrWhenOneIsGone() {
    assertEquals(Double.NaN, new ServerProcesses(proc, List.of()).cpuSeconds());
    assertEquals(Double.NaN, new ServerProcesses(proc, List.of(12L, 99L)).cpuSeconds());
    assertEquals(Double.NaN, new ServerProcesses(proc, List.of(12L, 99L)).rssKb());
  }

  @Test
  void shouldRefuseAProcessThatIsNotThere() {
    ServerProcesses processes = new ServerProcesses(proc, List.of(12L, 99L));

    assertEquals(
        "Option --pid needs running processes, not 99.",
        assertThrows(IllegalArgumentException.class, processes::check).getMessage());
    new ServerProcesses(proc, List.of(12L, 13L)).check();
  }

  private void process(long pid, String stat, int rss) throws IOException {
    Path folder = Files.createDirectory(proc.resolve(String.valueOf(pid)));
    Files.writeString(folder.resolve("stat"), stat);
    Files.writeString(
        folder.resolve("status"), "Name:\tjava\nVmRSS:\t " + rss + " kB\nThreads:\t3\n");
  }
}
