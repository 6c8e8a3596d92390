package io.goim.auth;

import io.goim.logic.Identity;

/**
 * The JSON token of a login as it was read.
 *
 * @param mid as it stands there
 * @param key empty for none
 * @param room empty for none
 * @param platform may be empty
 * @param accepts operations to watch; not modified after construction
 * @param jwt a signed token inside it, empty for none
 */
record GoimToken(long mid, String key, String room, String platform, int[] accepts, String jwt) {

  /** No JSON token: it leaves everything open. */
  static final GoimToken NONE = new GoimToken(0, "", "", "", new int[0], "");

  /** Who the client says it is. */
  Identity identity() {
    return new Identity(key, mid, room, accepts, platform);
  }
}
