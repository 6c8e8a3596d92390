/**
 * Pushes between nodes: which node's broker takes a push, which nodes need it, and that each has it
 * once and in order although nodes come, freeze and die.
 *
 * <ol>
 *   <li>Mail between nodes may be lost; a {@link io.goim.relay.OutgoingLink} numbers, repeats and
 *       bounds it, so that what it carries arrives once and in order, or is counted as dropped.
 *   <li>A node that does not take its mail slows nobody: its backlog is bounded, and full it drops.
 *   <li>Every push has an origin; a node that meets one again drops it ({@link
 *       io.goim.relay.SeenPushes}). So whoever is in doubt may send again.
 *   <li>With the embedded queue one node of the cluster, the queue host, takes the pushes of all: one
 *       queue, one order. Another, its heir, has a copy of each push that is not handed on yet, and
 *       delivers the copies before it takes new pushes when the host dies or freezes.
 *   <li>Whoever is told that a push was accepted may rely on it: it lies in the host's journal, and in
 *       the heir's memory when there is one.
 * </ol>
 *
 * <p>Not here: the grid that carries the mail (cluster), queues (pushqueue), connections (comet).
 */
package io.goim.relay;
