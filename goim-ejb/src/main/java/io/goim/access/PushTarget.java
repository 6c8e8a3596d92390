package io.goim.access;

/** What a push call names. */
public enum PushTarget {
  KEYS,
  MIDS,
  ROOM,
  ALL
}
