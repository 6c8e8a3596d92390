/**
 * What a login, a heartbeat, a message and a push mean. Stateless beans over the cluster's shared
 * state, whose ports live here.
 *
 * <ol>
 *   <li>A login is answered after the directory has it, so that whoever sees the answer can be found.
 *   <li>A newer login takes the place of an older one; the older one's goodbye takes nothing away.
 *   <li>An accepted push is in the queue, all of it; a refused push is not, no part of it.
 *   <li>Pushes to one key and to one room keep the order of their calls: each order group of {@link
 *       io.goim.logic.OrderGroups} is one line in the queue.
 *   <li>Nothing here blocks an event loop: messages of clients change threads in {@link
 *       io.goim.logic.ClientMessageDispatcher} only.
 * </ol>
 *
 * <p>Not here: connections and rooms (comet), how a token is verified (auth), how the directory and the queue are made (cluster,
 * pushqueue), HTTP.
 */
package io.goim.logic;
