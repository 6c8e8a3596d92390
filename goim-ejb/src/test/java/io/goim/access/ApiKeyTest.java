package io.goim.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeyTest {

  private static final String ALL = "roles=push targets=keys,mids,room,all";

  @Test
  void shouldKnowItsKeyAndNoOther() {
    ApiKey key = ApiKey.parse(Samples.line("shop", ALL));
    assertTrue(key.matches(ApiKey.hashOf(Samples.key("shop"))));
    assertFalse(key.matches(ApiKey.hashOf(Samples.key("shop") + "x")));
    assertFalse(key.matches(ApiKey.hashOf("")));
    assertEquals("ApiKey[shop]", key.toString());
  }

  @Test
  void shouldFindTheNameInAKey() {
    assertEquals("shop-2.eu", ApiKey.nameIn("goim_shop-2.eu_abc_d-e"));
    for (String none : new String[] {"", "goim_", "goim_shop", "eyJh.b.c", "shop_abc"}) {
      assertEquals("", ApiKey.nameIn(none), none);
    }
  }

  @Test
  void shouldReadRolesAndTargets() {
    Caller caller =
        caller(
            "roles=push,read targets=room,keys rooms=live://*,a%2Cb://1%202 operations=7,100-199");
    assertEquals(Set.of(ApiRole.PUSH, ApiRole.READ), caller.roles());
    assertNull(problem(caller, PushTarget.ROOM, 7, "live://1"));
    assertNull(problem(caller, PushTarget.ROOM, 199, "a,b://1 2"));
    assertNull(problem(caller, PushTarget.KEYS, 100, ""));
    assertEquals("push to this room", problem(caller, PushTarget.ROOM, 7, "vip://1"));
    assertEquals("push operation 200", problem(caller, PushTarget.KEYS, 200, ""));
    assertEquals("push operation 8", problem(caller, PushTarget.KEYS, 8, ""));
    assertEquals("push to mids", problem(caller, PushTarget.MIDS, 7, ""));
    assertEquals("push to all", problem(caller, PushTarget.ALL, 7, ""));
  }

  @Test
  void shouldLetReadersAndAdministratorsPushToNobody() {
    Caller caller = caller("roles=read,admin targets=all");
    assertEquals(Set.of(ApiRole.READ, ApiRole.ADMIN), caller.roles());
    assertEquals("push to all", problem(caller, PushTarget.ALL, 7, ""));
  }

  @Test
  void shouldTakeNegativeOperations() {
    Caller caller = caller("roles=push targets=all operations=-5--1,3");
    assertNull(problem(caller, PushTarget.ALL, -5, ""));
    assertNull(problem(caller, PushTarget.ALL, 3, ""));
    assertEquals("push operation 0", problem(caller, PushTarget.ALL, 0, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roles=push|shop may push and needs targets=, of all, keys, mids, room",
        "targets=all|shop needs roles=, one or more of admin, push, read",
        "roles=root targets=all|shop: role root must be one of admin, push, read",
        "roles=push targets=everyone|shop: target everyone must be one of all, keys, mids, room",
        "roles=push targets=all operations=x|shop: operations x must be a number or a range",
        "roles=push targets=all operations=9-1|shop: operations 9-1 must be",
        "roles=push roles=read targets=all|shop: roles stands there twice",
        "role=push|shop: role is none of roles=, targets=, rooms=, operations=",
        "push|shop: push is none of",
      })
  void shouldSayWhatIsWrong(String fields, String sentence) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> ApiKey.parse(Samples.line("shop", fields)))
            .getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void shouldRefuseNamesAndHashesThatAreNone() {
    for (String line :
        new String[] {
          "a_b sha256:" + "0".repeat(64), "shop", "shop sha256:00", "shop md5:" + "0".repeat(64)
        }) {
      assertThrows(IllegalArgumentException.class, () -> ApiKey.parse(line + " " + ALL), line);
    }
  }

  private static Caller caller(String fields) {
    return ApiKey.parse(Samples.line("shop", fields)).caller();
  }

  private static String problem(Caller caller, PushTarget target, int operation, String room) {
    return caller.pushes().problem(target, operation, room);
  }
}
