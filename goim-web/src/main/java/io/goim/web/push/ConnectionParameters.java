package io.goim.web.push;

import io.goim.comet.ConnectionFilter;
import io.goim.config.Cidr;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which connections or clients the query of an operator's call names. Stateless. */
final class ConnectionParameters {

  private static final String RANGE =
      "an address, or a range such as 192.0.2.0/24 or 2001:db8::/32 without bits behind its prefix";

  private ConnectionParameters() {}

  /** At most one of key, mid, type with room, address; every connection without any. */
  static ConnectionFilter filter(QueryParameters query) {
    checkForms(query);
    if (Stream.of("key", "mid", "room", "address").filter(query::has).count() > 1) {
      throw BadParameterException.choice(
          "parameters key, mid, type with room, and address exclude each other");
    }
    if (query.has("key")) {
      return new ConnectionFilter.Keys(List.of(query.text("key")));
    }
    if (query.has("mid")) {
      return new ConnectionFilter.Mids(Set.of(query.mid("mid")));
    }
    if (query.has("address")) {
      String address = address(query);
      return new ConnectionFilter.From(address, Cidr.of(address).orElseThrow());
    }
    if (query.has("room") || query.has("type")) {
      return new ConnectionFilter.InRoom(query.text("type") + "://" + query.text("room"));
    }
    return new ConnectionFilter.All();
  }

  /** What is malformed is told before what excludes each other. */
  static void checkForms(QueryParameters query) {
    if (query.has("mid")) {
      query.mid("mid");
    }
    if (query.has("address")) {
      address(query);
    }
  }

  /** An address or a range that must be there. */
  static String address(QueryParameters query) {
    String address = query.text("address");
    if (Cidr.of(address).isEmpty()) {
      throw BadParameterException.wrong("address", address, RANGE);
    }
    return address;
  }
}
