package io.goim.config;

import java.util.Map;

/** Region tables for tests of other packages, read as the node reads them. */
public final class RegionTables {

  private RegionTables() {}

  /** The table that a text stands for; empty for none. */
  public static RegionSettings of(String text) {
    Map<String, String> properties =
        text.isEmpty() ? Map.of() : Map.of("goim.logic.region-cidrs", text);
    return Configuration.read(FakeConfig.of(properties), Map.of()).regions();
  }
}
