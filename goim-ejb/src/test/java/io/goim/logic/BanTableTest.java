package io.goim.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BanTableTest {

  private static final long NOW = 1_000;

  @Test
  void shouldKeepOutKeysAndUsers() {
    BanTable table = table(ban(Ban.Kind.KEY, "mallory"), ban(Ban.Kind.MID, "7"));
    assertTrue(table.bans("mallory", 1, NOW));
    assertTrue(table.bans("alice", 7, NOW));
    assertFalse(table.bans("alice", 0, NOW));
    assertFalse(table.bans("7", 8, NOW));
    assertFalse(table.bans("192.0.2.1", NOW));
  }

  @Test
  void shouldKeepOutAddressesHoweverTheyAreWritten() {
    BanTable table =
        table(
            ban(Ban.Kind.ADDRESS, "192.0.2.7"),
            ban(Ban.Kind.ADDRESS, "10.0.0.0/8"),
            ban(Ban.Kind.ADDRESS, "2001:db8::/32"));
    for (String address :
        List.of("192.0.2.7", "::ffff:192.0.2.7", "10.255.0.1", "2001:db8:0:0:1::2")) {
      assertTrue(table.bans(address, NOW), address);
    }
    for (String address : List.of("192.0.2.8", "11.0.0.1", "2001:db9::1", "", "unix")) {
      assertFalse(table.bans(address, NOW), address);
    }
    assertEquals(
        ban(Ban.Kind.ADDRESS, "::ffff:192.0.2.7").id(), ban(Ban.Kind.ADDRESS, "192.0.2.7").id());
  }

  @Test
  void shouldForgetABanThatIsOver() {
    BanTable table = table(ban(Ban.Kind.KEY, "mallory"), ban(Ban.Kind.ADDRESS, "10.0.0.0/8"));
    assertFalse(table.bans("mallory", 0, 2_000));
    assertFalse(table.bans("10.0.0.1", 2_000));
    assertEquals(List.of(), table.all(2_000));
  }

  @Test
  void shouldReplaceABanOfTheSame() {
    Ban longer = new Ban(Ban.Kind.KEY, "mallory", 500, 9_000, "again", "ops");
    BanTable table = table(ban(Ban.Kind.KEY, "mallory"), longer, ban(Ban.Kind.KEY, "eve"));
    assertTrue(table.bans("mallory", 0, 8_000));
    assertEquals(List.of(longer), table.all(8_000));
    assertEquals(2, table.all(NOW).size());
  }

  private static Ban ban(Ban.Kind kind, String value) {
    return new Ban(kind, value, 0, 2_000, "", "");
  }

  private static BanTable table(Ban... bans) {
    return new BanTable(List.of(bans));
  }
}
