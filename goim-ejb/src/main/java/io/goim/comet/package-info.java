/**
 * Who is connected to this node: the hub, its buckets, rooms and channels.
 *
 * <ol>
 *   <li>One writer a bucket. A bucket belongs to one {@link
 *       io.goim.protocol.session.ConnectionLoop}; its channels, its parts of the rooms and its timers
 *       are touched by that thread alone. No lock on the way of a push.
 *   <li>One task a push and bucket, not one a member; encoded once a bucket and shared. Nothing is
 *       allocated for a delivery: a channel widens its range of the pass's batch.
 *   <li>Drain, then flush: a pass takes everything that waits (at most {@code passBytes}), and then
 *       each touched channel writes and flushes once. A push to an idle bucket leaves at once; a burst
 *       leaves in one write. The order of pushes is the same for all channels of a bucket.
 *   <li>Every queue is bounded. A full bucket makes the pusher wait; a full outbox drops; each loss
 *       has a {@link io.goim.comet.DropReason}, each end a {@code CloseReason}, and {@link
 *       io.goim.comet.HubEvents} hears of both.
 *   <li>A client that is behind gets nothing more written and is not read from until the transport
 *       has handed everything on, so neither pushes nor replies pile up in the transport.
 *   <li>One door out: {@code Channel.close}. A channel leaves every index at once, before its
 *       connection is closed, so a newer login with its key is never disturbed.
 *   <li>Replies come in request order. Packets that arrive during the login, or while a fresh token is
 *       checked, wait for it; pushes do not.
 *   <li>What a login does not allow ({@link io.goim.comet.Permit}) closes the connection; a login that
 *       ends closes it in time. Logins without limits cost nothing for that.
 *   <li>Everything a client can have too much of has a {@link io.goim.comet.Limit}: connections and
 *       logins ({@code Admission}), packets and bytes ({@code TrafficLimit}).
 * </ol>
 *
 * <p>Heap of a logged-in channel with compressed references, the transport's objects not counted:
 * channel 80 bytes, session 48, key 80 (a UUID), place in the key index 45, client address 17, the
 * rest its share of rooms and lists; 24 more for a login that ends. Measured: 309 bytes a channel with
 * 1,000,000 channels in 100,000 rooms, see docs/BENCHMARKS.md.
 *
 * <p>Not here: sockets and framing (the transports), what a token means and where keys are in the
 * cluster (logic), which node needs a push (job).
 */
package io.goim.comet;
