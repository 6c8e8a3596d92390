/**
 * The queue between logic and job: Apache Artemis inside the node, and the ways into it.
 *
 * <ol>
 *   <li>A send that returned is written to the journal's file: the death of the process loses nothing
 *       ({@link io.goim.pushqueue.BrokerConfiguration} says how, a test kills a process to see).
 *   <li>The queue is bounded; when it or the disk is full, senders are told so at once.
 *   <li>An order group is a message group of JMS: one consumer at a time.
 *   <li>The broker is reached inside the process only.
 * </ol>
 *
 * <p>Not here: what a push is for, who consumes it (job).
 */
package io.goim.pushqueue;
