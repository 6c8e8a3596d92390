package io.goim.config;

import java.util.List;
import java.util.Map;

/**
 * Where clients are, by their addresses.
 *
 * @param cidrs region → its ranges; no range is in two regions
 */
public record RegionSettings(Map<String, List<Cidr>> cidrs) {}
