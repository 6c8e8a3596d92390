package io.goim.client;

/** The ways a client and a server can speak; conversations must read the same in all of them. */
enum Speech {
  TCP,
  WEBSOCKET,
  TEXT
}
