package io.goim.it.deployed;

import io.goim.logic.ClientMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bean as a user of goim writes it: sees what clients send. */
@ApplicationScoped
public class ClientMessages {

  private final BlockingQueue<ClientMessage> messages = new LinkedBlockingQueue<>();

  void on(@Observes ClientMessage message) {
    messages.add(message);
  }

  ClientMessage next() throws InterruptedException {
    return messages.poll(20, TimeUnit.SECONDS);
  }
}
