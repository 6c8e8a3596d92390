package io.goim.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.ApiAuth;
import io.goim.ops.Counters;
import io.goim.ops.HandThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAccessTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long LATER = NOW.getEpochSecond() + 60;

  private final Counters counters = new Counters();
  private final HandThreads threads = new HandThreads();
  @TempDir private Path folder;

  @BeforeEach
  void makeKeys() throws IOException {
    Files.writeString(
        folder.resolve("keys"),
        Samples.line("shop", "roles=push targets=keys")
            + "\n"
            + Samples.line("ops", "roles=admin"));
  }

  @Test
  void shouldLetInAnybodyWhereNobodyIsAsked() throws IOException {
    ApiAccess access = started(ApiAuth.NONE, false);
    assertEquals(Caller.ANYBODY, access.identify(null, null, false));
    assertEquals(1, counters.value("api-callers", "none"));
  }

  @Test
  void shouldServeThisMachineOnlyAsLongAsNobodySaysMore() throws IOException {
    ApiAccess access = started(ApiAuth.NONE, true);
    assertEquals(Caller.ANYBODY, access.identify(null, null, true));
    refused(AccessRefusedException.Kind.FORBIDDEN, "outside", access, null, null);
  }

  @Test
  void shouldKnowCallersByTheirKeys() throws IOException {
    ApiAccess access = started(ApiAuth.KEYS, false);
    assertEquals("shop", access.identify(Samples.key("shop"), null, false).name());
    assertEquals(
        Set.of(ApiRole.ADMIN),
        access.identify(null, "Bearer " + Samples.key("ops"), false).roles());
    assertEquals(2, counters.value("api-callers", "key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "shop", "goim_shop_", "goim_nobody_0123", "goim_shop_0123456789", "' or 1=1"})
  void shouldRefuseKeysThatAreNone(String key) throws IOException {
    ApiAccess access = started(ApiAuth.KEYS, false);
    refused(AccessRefusedException.Kind.UNKNOWN, "unknown-key", access, key, null);
  }

  @Test
  void shouldRefuseTheKeyOfOneUnderTheNameOfAnother() throws IOException {
    ApiAccess access = started(ApiAuth.KEYS, false);
    String forged = Samples.key("shop").replace("shop", "ops");
    assertEquals("ops", access.identify(forged, null, false).name(), "the sample secrets are one");
    Files.writeString(
        folder.resolve("keys"),
        Samples.line("shop", "roles=push targets=keys")
            + "\nops sha256:"
            + "0".repeat(64)
            + " roles=admin");
    threads.runTimed();
    refused(AccessRefusedException.Kind.UNKNOWN, "unknown-key", access, forged, null);
  }

  @Test
  void shouldAskWhoeverSaysNothing() throws IOException {
    ApiAccess access = started(ApiAuth.KEYS, false);
    refused(AccessRefusedException.Kind.UNKNOWN, "missing", access, null, null);
    refused(AccessRefusedException.Kind.UNKNOWN, "missing", access, null, "Basic Z29pbTpnb2lt");
    refused(AccessRefusedException.Kind.UNKNOWN, "bad-token", access, null, "Bearer " + good(""));
  }

  @Test
  void shouldRefuseAKeyOnceItsLineIsGone() throws IOException {
    ApiAccess access = started(ApiAuth.KEYS, false);
    Files.writeString(folder.resolve("keys"), Samples.line("ops", "roles=admin"));
    threads.runTimed();
    refused(AccessRefusedException.Kind.UNKNOWN, "unknown-key", access, Samples.key("shop"), null);
    assertDoesNotThrow(() -> access.identify(Samples.key("ops"), null, false));
  }

  @Test
  void shouldTakeRolesFromTheGroupsOfAToken() throws IOException {
    ApiAccess access = started(ApiAuth.JWT, false);
    Caller caller =
        access.identify(
            null,
            "bearer "
                + good(
                    ",\"upn\":\"jo\",\"groups\":[\"goim-push\",\"goim-read\",\"admin\"],"
                        + "\"goim_targets\":[\"room\"],\"goim_rooms\":[\"live://*\"],"
                        + "\"goim_operations\":[\"1-9\"]"),
            false);
    assertEquals("jo", caller.name());
    assertEquals(Set.of(ApiRole.PUSH, ApiRole.READ), caller.roles());
    assertDoesNotThrow(() -> access.checkPush(caller, PushTarget.ROOM, 9, "live://1"));
    assertThrows(
        AccessRefusedException.class, () -> access.checkPush(caller, PushTarget.ALL, 9, ""));
    assertThrows(AccessRefusedException.class, () -> access.check(caller, ApiRole.ADMIN));
    assertEquals(1, counters.value("api-callers", "token"));
    assertEquals(1, counters.value("api-refusals", "scope"));
    assertEquals(1, counters.value("api-refusals", "role"));
  }

  @Test
  void shouldLetATokenWithoutGroupsDoNothing() throws IOException {
    ApiAccess access = started(ApiAuth.BOTH, false);
    Caller caller = access.identify(null, "Bearer " + good(",\"sub\":\"jo\""), false);
    assertEquals(Set.of(), caller.roles());
  }

  @Test
  void shouldRefuseTokensThatAreNotGood() throws IOException {
    ApiAccess access = started(ApiAuth.BOTH, false);
    String good = good(",\"groups\":[\"goim-admin\"]");
    for (String token :
        new String[] {
          "",
          "x.y.z",
          good.substring(0, good.length() - 8),
          Samples.token(NOW.getEpochSecond() - 60, ",\"groups\":[\"goim-admin\"]"),
          good(",\"aud\":\"something else\""),
          good(",\"groups\":7"),
          good(",\"groups\":[\"goim-push\"],\"goim_targets\":[\"everyone\"]")
        }) {
      refused(AccessRefusedException.Kind.UNKNOWN, "bad-token", access, null, "Bearer " + token);
    }
  }

  @Test
  void shouldSayLaterBeforeTheKeysOfTokensAreThere() throws IOException {
    ApiAccess access = access(ApiAuth.JWT, false);
    refused(
        AccessRefusedException.Kind.UNAVAILABLE,
        "unavailable",
        access,
        null,
        "Bearer " + good(",\"groups\":[]"));
  }

  @Test
  void shouldAdmitForeignPagesOnlyWhereTheyMustBringAKey() throws IOException {
    assertFalse(started(ApiAuth.NONE, true).admitsForeignPages());
    assertTrue(started(ApiAuth.KEYS, false).admitsForeignPages());
    assertEquals(1, counters.value("api-refusals", "foreign-page"));
  }

  private static String good(String more) {
    return Samples.token(LATER, more);
  }

  private ApiAccess started(ApiAuth auth, boolean local) throws IOException {
    ApiAccess access = access(auth, local);
    access.start();
    return access;
  }

  private ApiAccess access(ApiAuth auth, boolean local) throws IOException {
    return new ApiAccess(
        Samples.settings(auth, local, folder), threads, counters, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void refused(
      AccessRefusedException.Kind kind,
      String reason,
      ApiAccess access,
      String key,
      String authorization) {
    long before = counters.value("api-refusals", reason);
    AccessRefusedException refusal =
        assertThrows(
            AccessRefusedException.class, () -> access.identify(key, authorization, false));
    assertEquals(kind, refusal.kind());
    assertEquals(reason, refusal.reason());
    assertEquals(before + 1, counters.value("api-refusals", reason));
    assertFalse(
        key != null && !key.isEmpty() && refusal.getMessage().contains(key), refusal.getMessage());
  }
}
