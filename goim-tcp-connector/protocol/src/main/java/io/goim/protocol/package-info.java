/**
 * goim's client protocol as bytes: the packet, its limits and its operations. Uses the JDK only, so
 * that connector, beans and clients share one definition.
 *
 * <ol>
 *   <li>The packet is drawn once, in {@link io.goim.protocol.FrameHeader}; nobody else knows an offset.
 *   <li>Lengths are checked before a byte is allocated or read because of them: a peer never decides
 *       how much memory is taken beyond the limit that the caller set.
 *   <li>What breaks the protocol has a name, a {@link io.goim.protocol.FrameError}, so that it can be
 *       counted; broken input never shows as any other exception.
 * </ol>
 *
 * <p>Not here: sockets, threads, WebSocket framing, what an operation does.
 */
package io.goim.protocol;
