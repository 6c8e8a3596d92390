package io.goim.logic;

/**
 * CDI event: a client sent a message with an operation of the application. Observe it with {@code
 * void on(@Observes ClientMessage message)}; messages of one connection arrive one at a time, in
 * order, on a container thread that may block.
 *
 * @param key the channel
 * @param mid the user, 0 for none
 * @param room the room at login
 * @param operation any operation that the protocol gives no meaning
 * @param body at most 4,096 bytes; owned by the observer
 */
public record ClientMessage(String key, long mid, String room, int operation, byte[] body) {}
