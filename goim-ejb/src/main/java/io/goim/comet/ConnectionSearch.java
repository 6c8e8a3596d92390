package io.goim.comet;

import io.goim.protocol.session.CloseReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds connections for an operator, and closes them. Callable from any thread; what belongs to a loop
 * is looked at on that loop, which serves its clients between two steps.
 */
final class ConnectionSearch {

  /** Channels that a loop looks at before others get their turn: some milliseconds at the most. */
  private static final int STEP = 1_000;

  private final HubContext context;

  ConnectionSearch(HubContext context) {
    this.context = context;
  }

  /**
   * Connections as they are now.
   *
   * @param limit most of them
   */
  CompletableFuture<List<ConnectionInfo>> inspect(ConnectionFilter filter, int limit) {
    List<ConnectionInfo> found = new ArrayList<>();
    return visit(
            filter,
            limit,
            channel -> {
              if (!channel.isEnded()) {
                ConnectionInfo info = channel.info();
                synchronized (found) {
                  if (found.size() < limit) {
                    found.add(info);
                  }
                }
              }
            })
        .thenApply(
            unused -> {
              synchronized (found) {
                return List.copyOf(found);
              }
            });
  }

  /** Closes connections. Returns how many were told to. */
  CompletableFuture<Integer> close(ConnectionFilter filter, CloseReason reason) {
    int[] closed = {0};
    return visit(
            filter,
            Integer.MAX_VALUE,
            channel -> {
              if (!channel.isEnded()) {
                channel.close(reason);
                synchronized (closed) {
                  closed[0]++;
                }
              }
            })
        .thenApply(
            unused -> {
              synchronized (closed) {
                return closed[0];
              }
            });
  }

  /** Somebody looks at these connections. */
  void markLookedAt(ConnectionFilter filter) {
    visit(filter, Integer.MAX_VALUE, Channel::lookedAt);
  }

  private CompletableFuture<Void> visit(
      ConnectionFilter filter, int limit, Consumer<Channel> visitor) {
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    if (filter instanceof ConnectionFilter.InRoom in) {
      RoomPresence room = context.rooms().find(in.room());
      for (Room part : room == null ? new Room[0] : room.parts()) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        parts.add(done);
        run(part.bucket, done, () -> step(part.bucket, part.some(limit), 0, visitor, done));
      }
    } else {
      find(filter, limit)
          .forEach(
              (bucket, channels) -> {
                CompletableFuture<Void> done = new CompletableFuture<>();
                parts.add(done);
                run(bucket, done, () -> step(bucket, channels, 0, visitor, done));
              });
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }

  private Map<Bucket, List<Channel>> find(ConnectionFilter filter, int limit) {
    Map<Bucket, List<Channel>> found = new HashMap<>();
    int[] left = {limit};
    Consumer<Channel> keep =
        channel -> {
          if (left[0]-- > 0) {
            found.computeIfAbsent(channel.bucket, unused -> new ArrayList<>()).add(channel);
          }
        };
    if (filter instanceof ConnectionFilter.Keys keys) {
      keys.keys().stream().distinct().forEach(key -> context.keys().each(key, keep));
      return found;
    }
    Predicate<Channel> wanted = wanted(filter);
    context
        .keys()
        .all(
            channel -> {
              if (left[0] > 0 && wanted.test(channel)) {
                keep.accept(channel);
              }
            });
    return found;
  }

  /** By what never changes, which any thread may read. */
  private static Predicate<Channel> wanted(ConnectionFilter filter) {
    if (filter instanceof ConnectionFilter.Mids mids) {
      return channel -> mids.mids().contains(channel.session().mid());
    }
    if (filter instanceof ConnectionFilter.From from) {
      return channel -> from.contains(channel.connection.remoteAddress());
    }
    return channel -> true;
  }

  private static void step(
      Bucket bucket,
      List<Channel> channels,
      int from,
      Consumer<Channel> visitor,
      CompletableFuture<Void> done) {
    int end = Math.min(channels.size(), from + STEP);
    for (Channel channel : channels.subList(from, end)) {
      visitor.accept(channel);
    }
    if (end == channels.size()) {
      done.complete(null);
    } else {
      run(bucket, done, () -> step(bucket, channels, end, visitor, done));
    }
  }

  private static void run(Bucket bucket, CompletableFuture<Void> done, Runnable task) {
    boolean loopLives =
        bucket.execute(
            () -> {
              try {
                task.run();
              } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
              }
            });
    if (!loopLives) {
      done.complete(null);
    }
  }
}
