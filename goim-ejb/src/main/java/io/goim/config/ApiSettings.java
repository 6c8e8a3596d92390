package io.goim.config;

import io.goim.protocol.session.Origins;
import java.nio.file.Path;
import java.util.List;

/**
 * Who may call the HTTP API.
 *
 * @param auth how callers say who they are
 * @param local whether only callers that reach the node at a loopback address are served, because nobody
 *     has said how callers prove themselves
 * @param keys the file of keys; a list of one at most
 * @param jwt signed tokens of callers
 * @param corsOrigins origins whose pages may read answers; {@code *} is any
 */
public record ApiSettings(
    ApiAuth auth, boolean local, List<Path> keys, JwtSettings jwt, Origins corsOrigins) {}
