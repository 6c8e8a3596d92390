package io.goim.comet;

import io.goim.protocol.session.Transport;

/**
 * A client asks to be let in.
 *
 * @param connectionId identifies the connection in the whole cluster together with the node
 * @param token the body of the login packet
 * @param remoteAddress numeric address of the client
 * @param transport the listener it came through
 */
public record Login(long connectionId, byte[] token, String remoteAddress, Transport transport) {}
