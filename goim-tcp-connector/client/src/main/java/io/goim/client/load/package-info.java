/**
 * Load on a goim server, and what it cost: many clients over TCP or WebSocket, pushes at a steady rate
 * through the HTTP API, and a check that each arrived once and in order. Needs the JDK and the protocol
 * jar only; start with {@link io.goim.client.load.LoadTest}.
 *
 * <p>The way of a push: {@code Pusher} waits for the time that {@code Schedule} gives it, writes run,
 * number and that time into a {@code PushBody} and posts it over {@code HttpConnection}; {@code
 * Receiver} reads what the server sends to its {@code LoadConnection}s, {@code PacketReader} takes it
 * apart in place, and {@code Deliveries} looks at number and time.
 *
 * <ol>
 *   <li>A push is due at a time that is fixed before the run, and its latency counts from then: a server
 *       that is slow to accept pushes cannot hide that by having fewer sent.
 *   <li>Nothing is believed without a check: an answer that is not {@code "code":0} is a refusal, a
 *       delivery is known by the number in its body.
 *   <li>Only pushes whose order the server promises are compared: those of one HTTP connection (a
 *       <em>lane</em>) to one target. Each lane and target has numbers of its own, from 1 on; a push of
 *       the warm-up has 0 and is not checked.
 *   <li>Receiving costs no allocation and no clock reading per packet, or the client would be what is
 *       measured. Each thread owns its connections and its counts; others see counts only.
 *   <li>Everything is bounded: connections, seconds, rates, the size of a packet, the time to wait for
 *       what is late.
 *   <li>Only loopback addresses unless the user says otherwise.
 * </ol>
 *
 * <p>Not here: TLS, text messages, fragmented WebSocket messages, starting a server.
 */
package io.goim.client.load;
