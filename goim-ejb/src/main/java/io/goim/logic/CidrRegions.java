package io.goim.logic;

import io.goim.config.Cidr;
import io.goim.config.NumericAddress;
import io.goim.config.RegionSettings;
import io.goim.ops.NodeBean;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Regions by a table of address ranges from the settings; the longest range that holds an address
 * counts. Thread safe: the table never changes. Looks through all ranges: tables have tens of them,
 * and a client asks once a connection.
 */
@NodeBean
public class CidrRegions implements IpRegions {

  private record Range(Cidr cidr, String region) {}

  /** Longest prefix first, so that the first that fits is the answer. */
  private final List<Range> ranges;

  @Inject
  public CidrRegions(RegionSettings settings) {
    List<Range> all = new ArrayList<>();
    settings
        .cidrs()
        .forEach((region, cidrs) -> cidrs.forEach(cidr -> all.add(new Range(cidr, region))));
    all.sort(Comparator.comparingInt((Range range) -> range.cidr().prefix()).reversed());
    ranges = List.copyOf(all);
  }

  @Override
  public String region(String clientIp) {
    return ranges.isEmpty() ? "" : NumericAddress.parse(clientIp).map(this::find).orElse("");
  }

  private String find(NumericAddress address) {
    for (Range range : ranges) {
      if (range.cidr().contains(address)) {
        return range.region();
      }
    }
    return "";
  }
}
