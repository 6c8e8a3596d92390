package io.goim.config;

/**
 * How clients are authenticated.
 *
 * @param kind who says who a client is
 * @param jwt signed tokens
 * @param http a service of the user's own
 */
public record AuthSettings(AuthKind kind, JwtSettings jwt, HttpAuthSettings http) {}
