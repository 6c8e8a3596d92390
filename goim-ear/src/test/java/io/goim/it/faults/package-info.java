/**
 * What is left of the pushes when something breaks: real nodes and brokers, real clients, a steady
 * stream of numbered pushes, one fault, and an oracle that knows what each client must have received.
 *
 * <ol>
 *   <li>A number is pushed once. A call that failed is never repeated, so that a number that arrives
 *       twice was doubled by the server.
 *   <li>The next push to a target begins after the answer to the last one, so that the order of the
 *       numbers is the order the server has to keep.
 *   <li>Only an answer with code 0 is a promise. What was refused or not answered may arrive or not, and
 *       late.
 *   <li>Every failure prints what happened when, which client misses which number, and the logs.
 * </ol>
 *
 * <p>Not done here: limits, codes and fields of a cluster that is well; see {@code ClusterIT}.
 */
package io.goim.it.faults;
