/**
 * The life of the node: what starts in which order, whether it is ready and why not, and what has
 * been counted.
 *
 * <ol>
 *   <li>Parts start in the order of {@link io.goim.ops.StartOrder} and stop in the reverse order, so
 *       that nothing is used before it is there or after it is gone.
 *   <li>The node is ready only when every part runs and every listener is open: a load balancer that
 *       believes us never sends a client to a closed port.
 *   <li>A start that failed stays failed, with its reason; a node that stops accepts no more pushes
 *       from the first moment on.
 *   <li>A node that is drained says so first of all, then sends its clients elsewhere, then lets every
 *       {@link io.goim.ops.DrainStep} finish, all within one time limit.
 *   <li>Every loss has a name and a reason in {@link io.goim.ops.Counters}; deliveries that were owed
 *       are those that were made, dropped and are waiting, as docs/OPERATIONS.md says.
 * </ol>
 *
 * <p>Not here: what the parts do; how numbers are shown (metrics).
 */
package io.goim.ops;
