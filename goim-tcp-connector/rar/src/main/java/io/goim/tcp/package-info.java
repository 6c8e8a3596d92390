/**
 * The connector as the application server sees it: a JCA resource adapter with inbound traffic only.
 *
 * <ol>
 *   <li>The server never waits for clients: an activation only starts a thread, because an endpoint
 *       may not be created on the thread that activates it.
 *   <li>The endpoint is asked once for the gateway; after that, frames never pass the container.
 *   <li>Ports are open only while an endpoint is active. When a deactivation returns, they are free
 *       and every thread of the connector has ended, so the class loader may go.
 * </ol>
 *
 * <p>Not here: sockets and pipelines ({@code io.goim.tcp.netty}), settings (the gateway has them).
 */
package io.goim.tcp;
