/**
 * The message that travels on the queue between logic and job: goim's protobuf {@code PushMsg}, byte
 * for byte, so that a Go logic or job may sit on the other side.
 *
 * <ol>
 *   <li>Proto3 rules: defaults are not written, fields are written in ascending order and read in any,
 *       the last scalar wins, repeated keys add up, unknown fields are skipped whatever they hold.
 *   <li>A message is good as a whole or refused as a whole: every broken one is a {@link
 *       io.goim.protocol.queue.MalformedPushException} that says what is wrong and where, so that the
 *       job can set it aside with a reason.
 *   <li>A length inside the message is checked against the bytes that are there before anything is
 *       allocated for it.
 * </ol>
 *
 * <p>Not here: any broker, and what a push does. Hand-written rather than generated: the message has
 * seven fields and this jar uses the JDK only.
 */
package io.goim.protocol.queue;
