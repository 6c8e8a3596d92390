package io.goim.relay;

import io.goim.config.Role;
import io.goim.ops.Vitals;
import java.util.Set;
import java.util.UUID;

/**
 * A node of the cluster as this one sees it.
 *
 * @param host its name
 * @param start this start of it; a node that starts again has another
 * @param self whether it is the node that tells
 * @param roles what it does
 * @param state where in its life it is, in one word of small letters; {@code silent} when it lives by the
 *     grid's word but says nothing
 * @param queueHost whether it takes the pushes of the cluster
 * @param vitals how it does; of another node half a second old, or as old as its silence
 */
public record NodeView(
    String host,
    UUID start,
    boolean self,
    Set<Role> roles,
    String state,
    boolean queueHost,
    Vitals vitals) {}
