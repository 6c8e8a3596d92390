package io.goim.web.push;

import static io.goim.web.push.Requests.text;
import static io.goim.web.push.Requests.withQuery;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.logic.OnlineNumbers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineResourceTest {

  private final OnlineResource resource = new OnlineResource();

  OnlineResourceTest() {
    resource.online =
        new Fixed(
            Map.of("live://2", 5, "live://10", 7, "live://1", 5, "lives://9", 9, "game://live", 8));
  }

  @Test
  void shouldTellTheLargestRoomsOfATypeFirstAndTiesByName() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":[{\"room_id\":\"10\",\"count\":7},"
            + "{\"room_id\":\"1\",\"count\":5},{\"room_id\":\"2\",\"count\":5}]}",
        text(resource.top(withQuery("type=live&limit=10"))));
  }

  @Test
  void shouldKeepToTheLimit() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":[{\"room_id\":\"10\",\"count\":7}]}",
        text(resource.top(withQuery("type=live&limit=1"))));
  }

  @Test
  void shouldTellAnEmptyListForAnUnknownType() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":[]}",
        text(resource.top(withQuery("type=nothing&limit=1"))));
  }

  @Test
  void shouldTellRoomsByNameAndZeroForUnknownOnes() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"10\":7,\"2\":5,\"nosuch\":0}}",
        text(resource.room(withQuery("type=live&rooms=nosuch&rooms=2&rooms=10&rooms=2"))));
  }

  @Test
  void shouldTellTotals() {
    assertEquals(
        "{\"code\":0,\"message\":\"\",\"data\":{\"conn_count\":8,\"ip_count\":1}}",
        text(resource.total()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=1", "type=x", "type=x&limit=0", "type=&limit=1"})
  void shouldRefuseTopWithoutTypeOrLimit(String query) {
    assertThrows(BadParameterException.class, () -> resource.top(withQuery(query)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"type=x", "rooms=1", "type=x&rooms="})
  void shouldRefuseRoomWithoutTypeOrRooms(String query) {
    assertThrows(BadParameterException.class, () -> resource.room(withQuery(query)));
  }

  private record Fixed(Map<String, Integer> rooms) implements OnlineNumbers {
    @Override
    public int room(String room) {
      return rooms.getOrDefault(room, 0);
    }

    @Override
    public int connections() {
      return 8;
    }

    @Override
    public int ips() {
      return 1;
    }
  }
}
