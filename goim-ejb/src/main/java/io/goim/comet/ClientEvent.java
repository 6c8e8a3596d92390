package io.goim.comet;

/**
 * Something that happened to a client that an operator looks at.
 *
 * @param millis wall clock
 * @param key the client's channel
 * @param mid its user, 0 without
 * @param what {@code login}, {@code sent} (by the client), {@code pushed}, {@code dropped}, {@code
 *     closed}
 * @param operation of the packet, 0 without
 * @param bytes of its body
 * @param detail address, reason or nothing
 * @param trace what the push is followed by; empty when it is not
 */
public record ClientEvent(
    long millis,
    String key,
    long mid,
    String what,
    int operation,
    int bytes,
    String detail,
    String trace) {}
