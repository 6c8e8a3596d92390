package io.goim.comet;

import io.goim.config.Cidr;
import io.goim.config.NumericAddress;
import java.util.List;
import java.util.Set;

/** Which connections an operator means. Immutable. */
public sealed interface ConnectionFilter {

  /** Every connection. */
  record All() implements ConnectionFilter {}

  /** Those of some keys. */
  record Keys(List<String> keys) implements ConnectionFilter {}

  /** Those of some users. */
  record Mids(Set<Long> mids) implements ConnectionFilter {}

  /** Members of a room, {@code type://id}. */
  record InRoom(String room) implements ConnectionFilter {}

  /**
   * Those from an address or a range.
   *
   * @param text as it was written
   */
  record From(String text, Cidr range) implements ConnectionFilter {
    boolean contains(String address) {
      return NumericAddress.parse(address).map(range::contains).orElse(false);
    }
  }
}
