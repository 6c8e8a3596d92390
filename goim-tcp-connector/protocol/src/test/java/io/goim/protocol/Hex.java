package io.goim.protocol;

import java.util.HexFormat;

/** Bytes as tests write them. */
public final class Hex {

  private Hex() {}

  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Spaces may separate what belongs together. */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
