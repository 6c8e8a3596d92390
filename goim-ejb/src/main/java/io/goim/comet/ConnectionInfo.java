package io.goim.comet;

import io.goim.protocol.session.Transport;

/**
 * A logged-in connection as it was at a moment.
 *
 * @param key the channel's name
 * @param mid the user, 0 for none
 * @param address numeric address of the client
 * @param transport the listener it came through
 * @param room {@code type://id}, empty for none
 * @param platform as the client said it
 * @param operations watched ones, ascending, a hundred at most; not modified
 * @param connectedAt when it asked to log in, milliseconds since 1970
 * @param heartbeatAge milliseconds since the login or the last heartbeat, exact to half a second
 * @param outboxMessages what waits because the client is behind
 * @param outboxBytes the same in bytes
 * @param validFor milliseconds until the login ends; negative when it does not
 */
public record ConnectionInfo(
    String key,
    long mid,
    String address,
    Transport transport,
    String room,
    String platform,
    int[] operations,
    long connectedAt,
    long heartbeatAge,
    int outboxMessages,
    long outboxBytes,
    long validFor) {}
