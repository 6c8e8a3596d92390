package io.goim.relay;

import io.goim.ops.NodeBean;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Questions to other nodes that wait for their answers. Thread safe. */
@NodeBean
public class Answers {

  private record Open(Peer peer, CompletableFuture<Parcels.Answer> answer) {}

  private final AtomicLong lastRequest = new AtomicLong();
  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  /**
   * Asks a node and waits for the answer.
   *
   * @param question makes the parcel from the request's number
   * @return null when none came in time; {@code NOT_HERE} when the node left meanwhile
   */
  Parcels.Answer ask(Peer peer, LongFunction<byte[]> question, long nanos) {
    long request = lastRequest.incrementAndGet();
    CompletableFuture<Parcels.Answer> answer = new CompletableFuture<>();
    open.put(request, new Open(peer, answer));
    try {
      if (!peer.words().offer(question.apply(request), () -> {})) {
        return notHere(request);
      }
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    } finally {
      open.remove(request);
    }
  }

  void answered(Parcels.Answer answer) {
    Open question = open.get(answer.request());
    if (question != null) {
      question.answer().complete(answer);
    }
  }

  /** A node will answer nothing more. */
  void gone(Peer peer) {
    open.forEach(
        (request, question) -> {
          if (question.peer() == peer) {
            question.answer().complete(notHere(request));
          }
        });
  }

  private static Parcels.Answer notHere(long request) {
    return new Parcels.Answer(request, Parcels.Answer.Code.NOT_HERE, "");
  }
}
