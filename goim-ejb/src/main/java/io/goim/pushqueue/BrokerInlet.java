package io.goim.pushqueue;

import io.goim.job.OriginProperties;
import io.goim.job.PushBatch;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.postoffice.PostOffice;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.core.transaction.impl.TransactionImpl;

/**
 * Puts batches of pushes into the embedded broker's queue from inside, as its own protocol handlers
 * do. A client in the same process would cost four changes of threads for each message, which is more
 * than all the rest of a push. Thread safe.
 */
final class BrokerInlet {

  private static final SimpleString PUSHES = SimpleString.of(EmbeddedBroker.PUSHES);
  private static final SimpleString COUNT = SimpleString.of(OriginProperties.PUSHES);

  /** Headers and properties. */
  private static final int OVERHEAD = 256;

  private final StorageManager storage;
  private final PostOffice postOffice;

  BrokerInlet(ActiveMQServer server) {
    storage = server.getStorageManager();
    postOffice = server.getPostOffice();
  }

  /**
   * Puts one batch in the queue.
   *
   * @param group message group of the batch: batches of one group that are put one after the other
   *     stay in order
   * @param stored told on the journal's thread, which it must not hold up, when the batch is in the
   *     journal's file; not told when this throws
   * @throws Exception when the queue does not take it, and has nothing of it
   */
  void put(String group, List<PushBatch.Part> parts, IOCallback stored) throws Exception {
    inContext(
        () -> {
          postOffice.route(message(group, parts), true);
        },
        stored);
  }

  /** Puts several batches in the queue, one for each group, all or none; else as the other. */
  void putTogether(Map<String, List<PushBatch.Part>> batches, IOCallback stored) throws Exception {
    inContext(
        () -> {
          Transaction transaction = new TransactionImpl(storage);
          try {
            for (Map.Entry<String, List<PushBatch.Part>> batch : batches.entrySet()) {
              postOffice.route(message(batch.getKey(), batch.getValue()), transaction, false);
            }
          } catch (Exception e) {
            transaction.rollback();
            throw e;
          }
          transaction.commit();
        },
        stored);
  }

  /** Something that writes to the journal. */
  @FunctionalInterface
  private interface Writing {
    void run() throws Exception;
  }

  /**
   * The context learns when its writes are done. It runs what waits for them on the journal's thread,
   * which saves one more change.
   */
  private void inContext(Writing writing, IOCallback stored) throws Exception {
    OperationContext context = new OperationContextImpl(Runnable::run);
    storage.setContext(context);
    try {
      writing.run();
    } finally {
      storage.clearContext();
    }
    context.executeOnCompletion(stored);
  }

  private Message message(String group, List<PushBatch.Part> parts) {
    byte[] body = PushBatch.encode(parts);
    CoreMessage message = new CoreMessage(storage.generateID(), body.length + OVERHEAD);
    message.setAddress(PUSHES);
    message.setRoutingType(RoutingType.ANYCAST);
    message.setDurable(true);
    message.setType(Message.BYTES_TYPE);
    message.getBodyBuffer().writeBytes(body);
    message.putIntProperty(COUNT, parts.size());
    message.setGroupID(group);
    return message;
  }
}
