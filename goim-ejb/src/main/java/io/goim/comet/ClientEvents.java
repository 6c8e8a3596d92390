package io.goim.comet;

import java.util.List;

/**
 * What happened to clients that an operator looks at, since it was last asked for.
 *
 * @param lost events that there were more
 */
public record ClientEvents(List<ClientEvent> events, int lost) {}
