/**
 * The queue between logic and job: Apache Artemis inside the node, and the ways into it; a Kafka
 * topic or an Artemis broker outside, when the user chose one, and the bridges out of them.
 *
 * <ol>
 *   <li>A send that returned is written to the journal's file: the death of the process loses nothing
 *       ({@link io.goim.pushqueue.BrokerConfiguration} says how, a test kills a process to see).
 *   <li>The queue is bounded; when it or the disk is full, senders are told so at once.
 *   <li>An order group is a message group of JMS: one consumer at a time.
 *   <li>The embedded broker is reached inside the process only.
 *   <li>The bean always consumes the embedded queue; a bridge brings in what a queue outside keeps,
 *       and tells it that a push is done only after it was handed on.
 *   <li>A queue outside that is away fails no node: senders are told so in time, bridges try on.
 * </ol>
 *
 * <p>Not here: what a push is for, who consumes it (job).
 */
package io.goim.pushqueue;
