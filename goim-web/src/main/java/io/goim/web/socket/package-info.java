/**
 * The Jakarta endpoint: goim's WebSocket protocol at {@code /sub} on the HTTP port, by the standard
 * API. It is there for reach (one port, any container); the connector's listeners are there for load.
 *
 * <ol>
 *   <li>Everything about a connection happens on the thread of its {@link
 *       io.goim.web.socket.JakartaLoop}; callbacks of the container only hop there.
 *   <li>One outstanding send a session. The container queues frames without a bound, so what it has
 *       not taken yet waits here, where it is counted and packed.
 *   <li>Waiting pushes are packed into one operation-9 message: fewer, fuller writes.
 *   <li>Callbacks hold a client back when it sends faster than the loop works, for a bounded time;
 *       after that the client is closed.
 *   <li>At undeploy every client is told, every session closed and every thread ended before the
 *       class loader goes.
 * </ol>
 *
 * <p>Not here: what a packet means (the hub), framing and masking (the container).
 */
package io.goim.web.socket;
