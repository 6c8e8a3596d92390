/**
 * Takes pushes off the queue and hands each to the nodes that need it.
 *
 * <ol>
 *   <li>Nothing is taken before the node is ready, and what was waiting at the start waits a little
 *       longer ({@link io.goim.job.BacklogGate}): pushes for clients that are about to come back.
 *   <li>A push is acknowledged after it was delivered; a node that dies in between delivers it again.
 *   <li>The message-driven bean never throws: what cannot be delivered is set aside with its reason
 *       and counted, and never stops the queue.
 *   <li>Order is the queue's: one order group is consumed by one session at a time.
 * </ol>
 *
 * <p>Not here: the broker and its client (pushqueue), other nodes (cluster), connections (comet).
 */
package io.goim.job;
