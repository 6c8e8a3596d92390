package io.goim.logic;

import io.goim.config.QueueSettings;
import io.goim.ops.Counters;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeState;
import io.goim.protocol.queue.PushMessage;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes pushes and puts them in the queue. Thread safe; every method blocks until the queue has the
 * push. An unknown key, user or room is no error.
 *
 * <p>Guarantees: when a method returns, all of the push is in the queue; when it throws, none of it
 * is. Two pushes to one key or one room keep the order of their calls.
 */
@NodeBean
public class PushService {

  private final PushQueue queue;
  private final SessionDirectory directory;
  private final NodeState state;
  private final OrderGroups groups;
  private final PushCalls calls;

  @Inject
  public PushService(
      PushQueue queue,
      SessionDirectory directory,
      NodeState state,
      QueueSettings settings,
      Counters counters) {
    this.queue = queue;
    this.directory = directory;
    this.state = state;
    groups = new OrderGroups(settings.orderGroups());
    calls = new PushCalls(counters);
  }

  /**
   * To channels that watch the operation; a key named twice receives twice.
   *
   * @param body any bytes, not modified afterwards
   */
  public void pushKeys(int operation, List<String> keys, byte[] body) throws PushRefusedException {
    calls.count(PushCalls.Target.KEYS, () -> sendToKeys(operation, keys, body));
  }

  /**
   * To all channels of users, as they are now; each channel receives once, as in goim, however often
   * its user is named.
   */
  public void pushMids(int operation, List<Long> mids, byte[] body) throws PushRefusedException {
    calls.count(PushCalls.Target.MIDS, () -> sendToMids(operation, mids, body));
  }

  private void sendToMids(int operation, List<Long> mids, byte[] body) throws PushRefusedException {
    accepting();
    Set<String> keys = new LinkedHashSet<>();
    try {
      for (SessionEntry entry : directory.findMids(new LinkedHashSet<>(mids))) {
        keys.add(entry.key());
      }
    } catch (DirectoryUnavailableException e) {
      throw new PushRefusedException(e.getMessage(), e);
    }
    sendToKeys(operation, keys, body);
  }

  /** To every member of a room, whatever it watches. */
  public void pushRoom(int operation, String type, String id, byte[] body)
      throws PushRefusedException {
    calls.count(
        PushCalls.Target.ROOM, () -> send(PushMessage.toRoom(operation, type + "://" + id, body)));
  }

  /**
   * To every channel that watches the operation.
   *
   * @param speed deliveries a second over the whole cluster; 0 or less: at once
   */
  public void pushAll(int operation, int speed, byte[] body) throws PushRefusedException {
    calls.count(PushCalls.Target.ALL, () -> send(PushMessage.toAll(operation, speed, body)));
  }

  private void send(PushMessage message) throws PushRefusedException {
    accepting();
    queue.send(message);
  }

  private void accepting() throws PushRefusedException {
    if (state.phase() == NodeState.Phase.STOPPING) {
      throw new PushRefusedException("the node is stopping", null);
    }
  }

  /** One message for each order group, so that each key keeps its order; all or none. */
  private void sendToKeys(int operation, Collection<String> keys, byte[] body)
      throws PushRefusedException {
    accepting();
    Map<Integer, List<String>> parts = new LinkedHashMap<>();
    for (String key : keys) {
      // No channel has an empty name.
      if (!key.isEmpty()) {
        parts.computeIfAbsent(groups.of(key), unused -> new ArrayList<>()).add(key);
      }
    }
    List<PushMessage> messages = new ArrayList<>(parts.size());
    parts.values().forEach(part -> messages.add(PushMessage.toKeys(operation, part, body)));
    if (!messages.isEmpty()) {
      queue.sendAll(messages);
    }
  }
}
