package io.goim.pushqueue;

import io.goim.config.QueueSettings;
import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;

/** How the embedded broker is set up; every choice that is not Artemis' own default says why. */
final class BrokerConfiguration {

  /** A journal file; small enough that an idle node holds two of them, 8 MiB. */
  private static final int JOURNAL_FILE_BYTES = 4 * 1024 * 1024;

  /**
   * Largest message that lies in the journal and counts with all its bytes against the queue's limit;
   * a larger one becomes a file of its own, which is slow and counts next to nothing. Twice the
   * default limit of a push body.
   */
  static final int RECORD_BYTES = 2 * 1024 * 1024;

  /** From here on a client cuts a body into pieces: less than a record, which has headers besides. */
  static final int LARGE_BYTES = RECORD_BYTES - 64 * 1024;

  /** Free space below which pushes are refused, so that the journal itself never meets a full disk. */
  private static final long MIN_DISK_FREE = 128L * 1024 * 1024;

  /** Artemis waits for ever for a folder that another process uses; the start would just hang. */
  private static final long LOCK_MILLIS = 2_000;

  private BrokerConfiguration() {}

  static Configuration of(Path directory, QueueSettings settings) throws Exception {
    Configuration broker = new ConfigurationImpl();
    broker.setName("goim");
    broker.addAcceptorConfiguration("in-vm", "vm://0");
    // Nobody but this process can reach an in-VM acceptor.
    broker.setSecurityEnabled(false);
    // Two deployments of the EAR in one server would fight over one MBean name.
    broker.setJMXManagementEnabled(false);
    broker.setMessageCounterEnabled(false);
    // A slow disk must not stop the server; readiness shows a broker that stopped.
    broker.setCriticalAnalyzer(false);
    journal(broker, directory, settings);
    limits(broker, settings);
    queue(broker, EmbeddedBroker.PUSHES);
    queue(broker, EmbeddedBroker.POISONED);
    return broker;
  }

  /**
   * A durable send is answered when its record has been written. Without a sync flag Artemis answers
   * while the record may still lie in its own write buffer, and a killed process loses it; so every
   * send asks for the sync, and {@code journalDatasync} alone decides whether that means the
   * operating system or the disk.
   */
  private static void journal(Configuration broker, Path directory, QueueSettings settings) {
    broker.setPersistenceEnabled(true);
    broker.setJournalType(JournalType.NIO);
    broker.setJournalDirectory(directory.resolve("journal").toString());
    broker.setBindingsDirectory(directory.resolve("bindings").toString());
    broker.setLargeMessagesDirectory(directory.resolve("large-messages").toString());
    broker.setPagingDirectory(directory.resolve("paging").toString());
    broker.setJournalFileSize(JOURNAL_FILE_BYTES);
    broker.setJournalBufferSize_NIO(RECORD_BYTES);
    broker.setJournalLockAcquisitionTimeout(LOCK_MILLIS);
    broker.setJournalSyncNonTransactional(true);
    broker.setJournalSyncTransactional(true);
    broker.setJournalDatasync(settings.journalSync());
    if (!settings.journalSync()) {
      // Without a slow disk to wait for, collecting records in a timed buffer only adds latency.
      broker.setJournalBufferTimeout_NIO(0);
    }
  }

  private static void limits(Configuration broker, QueueSettings settings) {
    broker.setGlobalMaxSize(settings.maxBytes());
    // A share of the disk says little; bytes say whether the next journal file fits.
    broker.setMaxDiskUsage(-1);
    broker.setMinDiskFree(MIN_DISK_FREE);
    AddressSettings pushes = new AddressSettings();
    // FAIL tells the caller at once; BLOCK and PAGE would hold it or grow without end.
    pushes.setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL);
    pushes.setMaxSizeBytes(settings.maxBytes());
    pushes.setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL);
    // A push that was under way when the node stopped is no poison, however often that happens.
    pushes.setMaxDeliveryAttempts(-1);
    pushes.setRedeliveryDelay(0);
    // Neither is used, as deliveries are not counted and pushes do not expire; Artemis warns
    // without.
    pushes.setDeadLetterAddress(SimpleString.of(EmbeddedBroker.POISONED));
    pushes.setExpiryAddress(SimpleString.of(EmbeddedBroker.POISONED));
    pushes.setAutoCreateQueues(false);
    pushes.setAutoCreateAddresses(false);
    pushes.setAutoDeleteQueues(false);
    pushes.setAutoDeleteAddresses(false);
    broker.addAddressSetting("#", pushes);
  }

  private static void queue(Configuration broker, String name) {
    broker.addAddressConfiguration(
        new CoreAddressConfiguration()
            .setName(name)
            .addRoutingType(RoutingType.ANYCAST)
            .addQueueConfiguration(
                QueueConfiguration.of(SimpleString.of(name))
                    .setAddress(name)
                    .setRoutingType(RoutingType.ANYCAST)
                    .setDurable(true)));
  }
}
