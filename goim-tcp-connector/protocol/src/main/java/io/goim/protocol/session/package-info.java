/**
 * The contract between a transport (who owns sockets and threads) and the hub (who knows channels,
 * rooms and pushes).
 *
 * <ol>
 *   <li>One thread a loop: everything about a connection happens on its loop's thread, so neither side
 *       needs a lock.
 *   <li>Bytes cross once: the hub encodes a push into a {@link
 *       io.goim.protocol.session.PacketBatch}, connections share it.
 *   <li>A flush tells the truth: when it says false the client is behind, and the hub keeps what
 *       follows in a bounded outbox instead of the transport growing a queue.
 *   <li>One door out: {@link io.goim.protocol.session.Connection#close} with a {@link
 *       io.goim.protocol.session.CloseReason}.
 * </ol>
 *
 * <p>Not here: what a login means, who is in which room, any third-party type.
 */
package io.goim.protocol.session;
