package io.goim.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings of {@link RegionSettings}. */
final class RegionCatalogue {

  static final Setting<Map<String, List<Cidr>>> CIDRS =
      Setting.computed("goim.logic.region-cidrs", new CidrsType(), "empty")
          .says(
              "Which region a client is in, by its address: the longest range that holds it counts."
                  + " `/goim/nodes/weighted` prefers nodes of that region (`goim.node.region`). Names"
                  + " are never looked up; behind a proxy the address is the proxy's.");

  static final List<Setting<?>> ALL = List.of(CIDRS);

  private RegionCatalogue() {}

  static RegionSettings read(SettingReader reader) {
    return new RegionSettings(reader.get(CIDRS, Map::of));
  }

  /** Lists under names whose items are ranges. */
  private static final class CidrsType implements SettingType<Map<String, List<Cidr>>> {
    private final SettingType<Map<String, List<String>>> lists =
        SettingTypes.lists(
            "regions with their ranges, such as bj=10.0.0.0/8,2001:db8::/32;sh=192.0.2.0/24");

    @Override
    public String name() {
      return lists.name();
    }

    @Override
    public String range() {
      return lists.range();
    }

    @Override
    public Map<String, List<Cidr>> parse(String text) throws RefusedValueException {
      Map<String, List<Cidr>> regions = new LinkedHashMap<>();
      Set<Cidr> seen = new HashSet<>();
      for (Map.Entry<String, List<String>> region : lists.parse(text).entrySet()) {
        List<Cidr> cidrs = new ArrayList<>();
        for (String item : region.getValue()) {
          Cidr cidr = Cidr.parse(item);
          if (!seen.add(cidr)) {
            throw new RefusedValueException("names " + item + " twice");
          }
          cidrs.add(cidr);
        }
        regions.put(region.getKey(), List.copyOf(cidrs));
      }
      return Collections.unmodifiableMap(regions);
    }
  }
}
