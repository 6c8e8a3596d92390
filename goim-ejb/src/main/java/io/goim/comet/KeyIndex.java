package io.goim.comet;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The channels of this node by key. Thread safe. A key nearly always has one channel, which then is
 * the value itself; several, while one replaces another or when that many are allowed, are an array
 * that is never modified.
 */
final class KeyIndex {

  private final ConcurrentMap<String, Object> channels = new ConcurrentHashMap<>();

  void add(String key, Channel channel) {
    channels.merge(
        key,
        channel,
        (known, added) -> {
          Channel[] old = array(known);
          Channel[] more = Arrays.copyOf(old, old.length + 1);
          more[old.length] = channel;
          return more;
        });
  }

  void remove(String key, Channel channel) {
    channels.computeIfPresent(key, (k, known) -> without(array(known), channel));
  }

  /** Shows the key's channels, oldest first. Returns false when it has none. */
  boolean each(String key, Consumer<Channel> visitor) {
    Object known = channels.get(key);
    if (known == null) {
      return false;
    }
    show(known, visitor);
    return true;
  }

  /** Shows every channel; those that come or go meanwhile may be missed. */
  void all(Consumer<Channel> visitor) {
    channels.values().forEach(known -> show(known, visitor));
  }

  private static void show(Object known, Consumer<Channel> visitor) {
    if (known instanceof Channel only) {
      visitor.accept(only);
    } else {
      Arrays.asList(array(known)).forEach(visitor);
    }
  }

  private static Channel[] array(Object known) {
    return known instanceof Channel only ? new Channel[] {only} : (Channel[]) known;
  }

  private static Object without(Channel[] known, Channel channel) {
    Channel[] rest = Arrays.stream(known).filter(each -> each != channel).toArray(Channel[]::new);
    return switch (rest.length) {
      case 0 -> null;
      case 1 -> rest[0];
      default -> rest;
    };
  }
}
