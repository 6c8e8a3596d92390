/**
 * The HTTP API of goim under {@code /goim}: push, online numbers, nodes, what an operator does to a
 * node, and its numbers.
 *
 * <ol>
 *   <li>Thin: a resource reads parameters, calls one bean of logic and writes the answer.
 *   <li>Parameters come from the query only, as goim takes them; a push body is bytes, whatever its
 *       Content-Type says.
 *   <li>One error contract, at the top of {@link io.goim.web.push.ErrorAnswers}.
 *   <li>The push calls are the hot path: their success answer is one constant array.
 * </ol>
 *
 * <p>Not here: what a push means, who is online, which node is best (io.goim.logic).
 */
package io.goim.web.push;
