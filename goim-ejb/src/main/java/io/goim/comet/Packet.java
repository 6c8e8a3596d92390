package io.goim.comet;

/** A packet of a client, whichever way it came. */
record Packet(int operation, int version, int sequence, byte[] body) {}
