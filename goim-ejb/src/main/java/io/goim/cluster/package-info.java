/**
 * The cluster's shared state in the server's own grid (Hazelcast): the session directory, the nodes,
 * the online numbers, and the way of pushes and evictions to the node that holds a connection.
 *
 * <ol>
 *   <li>Only JDK types enter the grid, strings, numbers and byte arrays: its class loader does not see
 *       the application.
 *   <li>Writes of many callers are collected into one group, because a group of 500 costs little more
 *       than a single write; a caller is answered after its group is in. Where other nodes write,
 *       too, each name of a group is compared and set.
 *   <li>An entry names the grid member that wrote it and the connection; entries of members that left
 *       do not exist for any reader. Whenever the grid changed, each node enters its connections again
 *       that are missing, and sweeps what dead members left in its part.
 *   <li>What changes often and is read often (nodes, online numbers) is published by its owner and
 *       held in the memory of everyone.
 *   <li>A grid that fails makes calls fail; it never ends a thread of ours.
 * </ol>
 *
 * <p>Not here: what a login means; the grid's own configuration, discovery and life, which are the
 * server's.
 */
package io.goim.cluster;
