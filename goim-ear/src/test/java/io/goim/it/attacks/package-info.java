/**
 * Attacks on a running node, each with well-behaved clients beside it that must keep getting their pushes
 * on time. Every build runs them small; {@code mvn verify -Pattacks} runs them in full size.
 *
 * <ol>
 *   <li>Attackers come from other loopback addresses than the clients beside them, so that limits for an
 *       address hold for them; those that such a limit would only hide another from come from the exempt
 *       one.
 *   <li>After each attack every connection that it opened is closed, each under a name, and the log has
 *       neither a warning nor a stack trace.
 *   <li>What is random has its seed in the source.
 * </ol>
 */
package io.goim.it.attacks;
