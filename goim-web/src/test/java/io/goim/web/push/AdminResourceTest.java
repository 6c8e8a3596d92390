package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.admin.ClusterAdmin;
import io.goim.ops.DrainProgress;
import io.goim.ops.NodeDrain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminResourceTest {

  private int starts;
  private String asked = "";
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
    resource.admin =
        new ClusterAdmin(Settings.node("comet-1"), null, null, null) {
          @Override
          public Optional<DrainProgress> drain(String meant, boolean begin) {
            asked += meant + " " + begin + ";";
            return meant.equals("comet-2") ? Optional.of(progress) : Optional.empty();
          }
        };
  }

  @Test
  void shouldDrainAnotherNodeByItsName() {
    assertEquals(
        Requests.text(resource.progress(Requests.withQuery(null))),
        Requests.text(resource.drain(Requests.withQuery("node=comet-2"))));
    resource.progress(Requests.withQuery("node=comet-2"));
    assertEquals("comet-2 true;comet-2 false;", asked);
    assertEquals(0, starts);
  }

  @Test
  void shouldRefuseANodeThatDoesNotAnswer() {
    for (String query : List.of("node=comet-3", "node=")) {
      assertThrows(
          BadParameterException.class, () -> resource.drain(Requests.withQuery(query)), query);
    }
    assertEquals(0, starts);
  }

  @Test
  void shouldBeginTheDrainAndTellHowFarItIs() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"phase\":\"none\",\"clients\":3,\"told\":0,"
            + "\"closed\":0,\"waiting_for\":[],\"seconds\":0,\"limit\":60}}",
        Requests.text(resource.drain(Requests.withQuery(null))));
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
        Requests.text(resource.progress(Requests.withQuery(null))));
    assertEquals(0, starts);
  }
}
