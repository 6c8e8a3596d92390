package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.ops.DrainProgress;
import io.goim.ops.NodeDrain;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdminResourceTest {

  private int starts;
  private DrainProgress progress =
      new DrainProgress(DrainProgress.Phase.NONE, 3, 0, 0, List.of(), 0, 60_000);

  private final AdminResource resource = new AdminResource();

  AdminResourceTest() {
    resource.drain =
        new NodeDrain(null, null, null, null, null, null) {
          @Override
          public void start() {
            starts++;
          }

          @Override
          public DrainProgress progress() {
            return progress;
          }
        };
  }

  @Test
  void shouldBeginTheDrainAndTellHowFarItIs() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"phase\":\"none\",\"clients\":3,\"told\":0,"
            + "\"closed\":0,\"waiting_for\":[],\"seconds\":0,\"limit\":60}}",
        Requests.text(resource.drain()));
    assertEquals(1, starts);
  }

  @Test
  void shouldTellHowFarItIsWithoutBeginning() {
    progress =
        new DrainProgress(
            DrainProgress.Phase.FINISHING, 0, 7, 5, List.of("lead", "queue"), 1234, 2500);
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"phase\":\"finishing\",\"clients\":0,\"told\":7,"
            + "\"closed\":5,\"waiting_for\":[\"lead\",\"queue\"],\"seconds\":1.234,\"limit\":2.5}}",
        Requests.text(resource.progress()));
    assertEquals(0, starts);
  }
}
