package io.goim.logic;

/**
 * One connection in the directory.
 *
 * @param node host name of the node that holds it
 * @param connectionId the node's own number for it
 * @param key the channel's name
 * @param mid the user, 0 for none
 */
public record SessionEntry(String node, long connectionId, String key, long mid) {}
