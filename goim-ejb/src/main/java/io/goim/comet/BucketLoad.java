package io.goim.comet;

/**
 * How much work lies in a bucket.
 *
 * @param loop name of its loop
 * @param waitingPushes pushes in its line, those of the pass under way included
 * @param behind channels that are behind and have an outbox
 * @param outboxMessages messages in all outboxes
 * @param outboxBytes bytes in all outboxes
 * @param silentNanos since the loop last looked at its clock, which it does twice a second
 */
public record BucketLoad(
    String loop,
    int waitingPushes,
    int behind,
    long outboxMessages,
    long outboxBytes,
    long silentNanos) {}
