/**
 * What an operator does to clients and nodes: kick, ban, look at connections, change log levels; and the
 * record of it.
 *
 * <ol>
 *   <li>A call means the whole cluster unless it says otherwise: the node that is called asks all others,
 *       waits for a bounded time, and names those that did not answer.
 *   <li>A ban counts before the connections it means are closed.
 *   <li>Looking never stops the traffic: what belongs to a loop is read on that loop, in short steps.
 *   <li>Every call is written down, refused ones too, in lines that nobody can forge.
 * </ol>
 *
 * <p>Not here: who may call (access), how nodes reach each other (relay), where bans lie (cluster).
 */
package io.goim.admin;
