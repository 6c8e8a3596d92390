package io.goim.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.logic.NodeInfo;
import io.goim.logic.SessionEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CodecTest {

  private static final UUID MEMBER = new UUID(1, -2);

  private final List<GridEntry> entries =
      List.of(
          new GridEntry(MEMBER, new SessionEntry("n1", Long.MAX_VALUE, "k\u00e9", 5)),
          new GridEntry(UUID.randomUUID(), new SessionEntry("", -1, "k\u00e9", 5)));

  @Test
  void shouldReadBackTheConnectionsOfAKey() {
    assertEquals(entries, EntryCodec.decodeKey("k\u00e9", EntryCodec.encodeKey(entries)));
  }

  @Test
  void shouldReadBackTheConnectionsOfAUser() {
    assertEquals(entries, EntryCodec.decodeMid(5, EntryCodec.encodeMid(entries)));
  }

  @Test
  void shouldAlwaysGiveTheSameBytes() {
    assertArrayEquals(EntryCodec.encodeKey(entries), EntryCodec.encodeKey(entries));
  }

  @Test
  void shouldKeepItsFormat() {
    byte[] value =
        EntryCodec.encodeKey(List.of(new GridEntry(MEMBER, new SessionEntry("n1", 258, "k", 3))));
    assertArrayEquals(
        new byte[] {
          1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -2, 0, 0, 0, 0, 0, 0,
          1, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 2, 'n', '1'
        },
        value);
  }

  @Test
  void shouldRefuseEveryCutAndEveryOtherVersion() {
    byte[] value = EntryCodec.encodeMid(entries);
    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThrows(GridFormatException.class, () -> EntryCodec.decodeMid(5, cut));
    }
    byte[] longer = Arrays.copyOf(value, value.length + 1);
    assertThrows(GridFormatException.class, () -> EntryCodec.decodeMid(5, longer));
    byte[] newer = value.clone();
    newer[0] = 2;
    assertThrows(GridFormatException.class, () -> EntryCodec.decodeMid(5, newer));
  }

  @Test
  void shouldNotAllocateForACountThatCannotBe() {
    byte[] value = EntryCodec.encodeMid(entries);
    value[1] = 0x7F;
    assertThrows(GridFormatException.class, () -> EntryCodec.decodeMid(5, value));
    value[1] = (byte) 0x80;
    assertThrows(GridFormatException.class, () -> EntryCodec.decodeMid(5, value));
  }

  @Test
  void shouldReadBackANode() {
    NodeInfo node =
        new NodeInfo("h", "r", "z", "e", 10, List.of("a", "b"), true, 7, 6, "1.0", 1L << 60);
    assertEquals(node, NodeInfoCodec.decode(NodeInfoCodec.encode(node)));
  }

  @Test
  void shouldReadBackRoomCounts() {
    Map<String, Integer> rooms = Map.of("live://1", 3, "live://2", 1_000_000);
    assertEquals(rooms, RoomCountsCodec.decode(RoomCountsCodec.encode(rooms)));
    assertEquals(Map.of(), RoomCountsCodec.decode(RoomCountsCodec.encode(Map.of())));
  }
}
