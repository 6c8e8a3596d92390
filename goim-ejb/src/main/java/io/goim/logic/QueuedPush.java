package io.goim.logic;

import io.goim.protocol.queue.PushMessage;

/**
 * A push on its way into or through the queue.
 *
 * @param origin what it is recognised by
 * @param message the push
 */
public record QueuedPush(PushOrigin origin, PushMessage message) {}
