/**
 * A client for goim servers over TCP and WebSocket, for Java programs and for this project's own
 * tests. Needs the JDK and the protocol jar only.
 *
 * <p>Start with {@link io.goim.client.GoimClient#connect}.
 *
 * <ol>
 *   <li>All transports behave alike: the same calls, the same packets, the same errors; packets that
 *       WebSocket wraps in operation 9 come out one by one.
 *   <li>What is received waits in a bounded inbox; when that is full the client stops reading from the
 *       network, so nothing is dropped here and the server sees a slow client.
 *   <li>A connection ends once, for one reason, in {@link io.goim.client.ConnectionEnd}; packets that
 *       came before the end are still handed out.
 *   <li>The server is not trusted with memory: every length is checked against a limit first.
 * </ol>
 *
 * <p>Not here: connecting again after an end (the end says whether that makes sense; the command line
 * {@link io.goim.client.Listen} does it, as an example), choosing a node, the HTTP push API.
 */
package io.goim.client;
