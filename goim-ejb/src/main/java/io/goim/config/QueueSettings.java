package io.goim.config;

import java.time.Duration;

/**
 * The queue between logic and job.
 *
 * @param kind where pushes wait
 * @param journalSync whether every accepted push is forced to the disk (power loss) or handed to the
 *     operating system (death of the process)
 * @param maxBytes most bytes waiting in the embedded broker before pushes are refused
 * @param sendTimeout longest a push call waits for the queue before it answers 503
 * @param orderGroups number of message groups that keys and rooms are spread over; order is kept
 *     within a group
 * @param consumers JMS sessions that the job consumes with
 * @param backlogDelay how long pushes found in the queue at start wait for their clients to reconnect
 */
public record QueueSettings(
    QueueKind kind,
    boolean journalSync,
    long maxBytes,
    Duration sendTimeout,
    int orderGroups,
    int consumers,
    Duration backlogDelay) {}
