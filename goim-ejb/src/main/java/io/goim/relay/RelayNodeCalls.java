package io.goim.relay;

import io.goim.admin.NodeCalls;
import io.goim.admin.NodeDesk;
import io.goim.ops.NodeBean;
import io.goim.ops.NodeThreads;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Carries questions of operators to the other nodes, and their answers back. Thread safe. */
@NodeBean
public class RelayNodeCalls implements NodeCalls {

  private static final Logger LOG = Logger.getLogger(RelayNodeCalls.class.getName());

  private record Open(Peer peer, CompletableFuture<byte[]> answer) {}

  private final Post post;
  private final NodeDesk desk;
  private final NodeThreads threads;
  private final AtomicLong lastCall = new AtomicLong();
  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  @Inject
  public RelayNodeCalls(Post post, NodeDesk desk, NodeThreads threads) {
    this.post = post;
    this.desk = desk;
    this.threads = threads;
  }

  @Override
  public Replies askOthers(byte[] question, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Map<Long, Open> asked = new HashMap<>();
    for (Peer peer : post.peers()) {
      long number = lastCall.incrementAndGet();
      Open call = new Open(peer, new CompletableFuture<>());
      open.put(number, call);
      asked.put(number, call);
      if (!peer.words().offer(Parcels.call(new Parcels.Call(number, question)), () -> {})) {
        call.answer().complete(null);
      }
    }
    Map<String, byte[]> answers = new HashMap<>();
    List<String> missing = new ArrayList<>();
    asked.forEach(
        (number, call) -> {
          String host = call.peer().pulse().host();
          byte[] answer = await(call.answer(), deadline - System.nanoTime());
          open.remove(number);
          if (answer == null) {
            missing.add(host);
          } else {
            answers.put(host, answer);
          }
        });
    return new Replies(answers, missing.stream().sorted().toList());
  }

  private static byte[] await(CompletableFuture<byte[]> answer, long nanos) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Another node asks. Answered on another thread: the link must go on. */
  void asked(Peer from, Parcels.Call call) {
    threads.execute(
        () -> {
          try {
            byte[] answer = desk.answer(call.content());
            from.words().offer(Parcels.reply(new Parcels.Call(call.number(), answer)), () -> {});
          } catch (RuntimeException e) {
            LOG.log(
                Level.WARNING, e, () -> "A question of node " + from.pulse().host() + " failed");
          }
        });
  }

  void answered(Parcels.Call reply) {
    Open call = open.get(reply.number());
    if (call != null) {
      call.answer().complete(reply.content());
    }
  }

  /** A node will answer nothing more. */
  void gone(Peer peer) {
    for (Open call : open.values()) {
      if (call.peer() == peer) {
        call.answer().complete(null);
      }
    }
  }
}
