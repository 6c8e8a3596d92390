package io.goim.logic;

import io.goim.config.NumericAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bans in the form in which a login looks them up. Immutable. */
public final class BanTable {

  /** Without bans. */
  public static final BanTable EMPTY = new BanTable(List.of());

  private final Map<String, Ban> bans = new HashMap<>();
  private final Map<String, Ban> keys = new HashMap<>();
  private final Map<Long, Ban> mids = new HashMap<>();

  /** By the length of the prefix, which few differ in; then by the first address. */
  private final Map<Integer, Map<NumericAddress, Ban>> addresses = new HashMap<>();

  /** Of several bans of the same the last counts. */
  public BanTable(Collection<Ban> all) {
    for (Ban ban : all) {
      bans.put(ban.id(), ban);
    }
    for (Ban ban : bans.values()) {
      switch (ban.kind()) {
        case KEY -> keys.put(ban.value(), ban);
        case MID -> mids.put(Long.valueOf(ban.value()), ban);
        case ADDRESS ->
            addresses
                .computeIfAbsent(ban.range().prefix(), unused -> new HashMap<>())
                .put(ban.range().first(), ban);
      }
    }
  }

  /** Whether an address is kept out at a time, in milliseconds since 1970. */
  public boolean bans(String address, long now) {
    if (addresses.isEmpty()) {
      return false;
    }
    Optional<NumericAddress> numeric = NumericAddress.parse(address);
    return numeric.isPresent()
        && addresses.entrySet().stream()
            .anyMatch(
                ranges -> counts(ranges.getValue().get(numeric.get().first(ranges.getKey())), now));
  }

  /** Whether a key or a user, 0 for none, is kept out at a time. */
  public boolean bans(String key, long mid, long now) {
    return !keys.isEmpty() && counts(keys.get(key), now)
        || !mids.isEmpty() && counts(mids.get(mid), now);
  }

  private static boolean counts(Ban ban, long now) {
    return ban != null && ban.until() > now;
  }

  /** All that count at a time, the newest first. */
  public List<Ban> all(long now) {
    return bans.values().stream()
        .filter(ban -> ban.until() > now)
        .sorted(Comparator.comparingLong(Ban::since).reversed().thenComparing(Ban::id))
        .toList();
  }
}
