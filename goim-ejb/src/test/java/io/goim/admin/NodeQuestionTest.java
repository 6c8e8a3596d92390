package io.goim.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.goim.comet.ClientEvent;
import io.goim.comet.ClientEvents;
import io.goim.comet.ConnectionFilter;
import io.goim.comet.ConnectionInfo;
import io.goim.config.Cidr;
import io.goim.logic.Ban;
import io.goim.ops.DrainProgress;
import io.goim.protocol.session.CloseReason;
import io.goim.protocol.session.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeQuestionTest {

  @Test
  void shouldReadWhatWasAsked() {
    for (NodeQuestion question :
        List.of(
            new NodeQuestion.Close(
                new ConnectionFilter.Keys(List.of("a", "b")), CloseReason.KICKED),
            new NodeQuestion.Close(new ConnectionFilter.Mids(Set.of(1L, 2L)), CloseReason.KICKED),
            new NodeQuestion.Close(new ConnectionFilter.InRoom("live://1"), CloseReason.KICKED),
            new NodeQuestion.Inspect(
                new ConnectionFilter.From("10.0.0.0/8", Cidr.of("10.0.0.0/8").orElseThrow()), 7),
            new NodeQuestion.Inspect(new ConnectionFilter.All(), 1000),
            new NodeQuestion.Look("id", new ConnectionFilter.Mids(Set.of(7L)), 10_000),
            new NodeQuestion.Drain("comet-2", true),
            new NodeQuestion.Drain("comet-2", false),
            new NodeQuestion.Hear(new Ban(Ban.Kind.MID, "7", 1, 2, "spam", "ops")))) {
      assertEquals(question, NodeQuestion.read(question.bytes()));
    }
  }

  @Test
  void shouldRefuseWhatIsNoQuestion() {
    byte[] whole = new NodeQuestion.Inspect(new ConnectionFilter.All(), 1).bytes();
    for (byte[] bytes : new byte[][] {{}, {9}, {0, 9}, Arrays.copyOf(whole, whole.length - 1)}) {
      assertThrows(IllegalArgumentException.class, () -> NodeQuestion.read(bytes));
    }
  }

  @Test
  void shouldCarryConnections() {
    ConnectionInfo sent =
        new ConnectionInfo(
            "k", 5, "::1", Transport.JAKARTA, "live://1", "web", new int[] {1, 2}, 3, 4, 5, 6, -1);
    ConnectionInfo read = ConnectionList.decode(ConnectionList.encode(List.of(sent, sent))).get(1);
    assertEquals(
        sent.key() + sent.room() + sent.validFor(), read.key() + read.room() + read.validFor());
    assertEquals(sent.transport(), read.transport());
    assertArrayEquals(sent.operations(), read.operations());
    assertThrows(
        IllegalArgumentException.class, () -> ConnectionList.decode(new byte[] {0, 0, 0, 1}));
  }

  @Test
  void shouldCarryHowFarADrainIs() {
    Optional<DrainProgress> sent =
        Optional.of(
            new DrainProgress(
                DrainProgress.Phase.FINISHING, 1, 2, 3, List.of("lead", "queue"), 4, 5));
    byte[] bytes = DrainAnswer.encode(sent);
    assertEquals(sent, DrainAnswer.decode(bytes));
    assertEquals(Optional.empty(), DrainAnswer.decode(DrainAnswer.encode(Optional.empty())));
    byte[] cutOff = Arrays.copyOf(bytes, bytes.length - 1);
    assertThrows(IllegalArgumentException.class, () -> DrainAnswer.decode(cutOff));
  }

  @Test
  void shouldCarryWhatHappened() {
    ClientEvents sent =
        new ClientEvents(
            List.of(
                new ClientEvent(1, "k", 2, "login", 7, 0, "tcp from ::1", ""),
                new ClientEvent(3, "k", 2, "pushed", 1000, 5, "", "order-7")),
            4);
    byte[] bytes = EventList.encode(sent);
    assertEquals(sent, EventList.decode(bytes));
    byte[] cutOff = Arrays.copyOf(bytes, bytes.length - 1);
    assertThrows(IllegalArgumentException.class, () -> EventList.decode(cutOff));
  }
}
