/**
 * Sockets on Netty: listeners, pipelines, TCP and WebSocket framing, and the loops that the hub runs
 * on.
 *
 * <ol>
 *   <li>One event loop is one {@link io.goim.protocol.session.ConnectionLoop} and one bucket of the
 *       hub; a connection stays with the loop that it was given at accept.
 *   <li>A push costs no allocation but Netty's recycled slices: bytes are encoded once a batch, framed
 *       once a range for WebSocket, and written to the head of the pipeline.
 *   <li>Nothing is held for an idle connection: read buffers belong to the loop, a partial packet is a
 *       byte array of its own size.
 *   <li>Lengths are checked before anything is allocated.
 *   <li>One door out: {@code NettyConnection.close}; the hub hears of it at once, the socket follows
 *       when its last bytes are written, or after the close time-out.
 *   <li>When the server has stopped, no thread, port or thread local of it is left.
 * </ol>
 *
 * <p>Not here: the JCA contract ({@code io.goim.tcp}), what packets mean, how long a client may wait
 * (the hub has those timers).
 */
package io.goim.tcp.netty;
