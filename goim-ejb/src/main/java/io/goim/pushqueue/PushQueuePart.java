package io.goim.pushqueue;

import io.goim.logic.NodeQueue;
import io.goim.ops.NodePart;

/** The queue that was chosen for the node, and its life. Thread safe. */
public interface PushQueuePart extends NodeQueue, NodePart {}
