package io.goim.config;

import static io.goim.config.SettingTypes.integer;
import static io.goim.config.SettingTypes.sizeOrAny;

import java.util.List;

/** Settings of {@link LimitSettings}. */
final class LimitCatalogue {
  private static final int MILLION = 1_000_000;

  static final Setting<Integer> CONNECTIONS =
      Setting.of("goim.limits.connections", integer(0, 100 * MILLION), "1000000")
          .says(
              "Connections a node holds at the same time, logged in or not, on all its ports; 0 for any"
                  + " number. More are closed with 4004. The limit of open files should lie above it.");

  static final Setting<Integer> CONNECTIONS_PER_ADDRESS =
      Setting.of("goim.limits.connections-per-address", integer(0, 100 * MILLION), "10000")
          .says(
              "Those of them that one client address may have, one IPv6 network of 64 bits counting as"
                  + " one address; 0 for any number. More are closed with 4008. A mobile network puts"
                  + " some thousand people behind one address. Behind a proxy set `goim.trusted-proxies`,"
                  + " or all clients count as one.");

  static final Setting<Integer> LOGINS_PER_SECOND =
      Setting.of("goim.limits.logins-per-second", integer(0, MILLION), "20000")
          .says(
              "Logins a node looks at in a second, twice as many at once; 0 for any number. More are"
                  + " closed with 4009 and come back after a moment, so that a rush after the death of a"
                  + " node is spread out rather than piled up. Set it to what your node can do beside"
                  + " its pushes.");

  static final Setting<Integer> LOGINS_PER_SECOND_PER_ADDRESS =
      Setting.of("goim.limits.logins-per-second-per-address", integer(0, MILLION), "1000")
          .says(
              "The same for one client address, ten times as many at once: everybody behind it may come"
                  + " back together. 0 for any number.");

  static final Setting<Integer> PACKETS_PER_SECOND =
      Setting.of("goim.limits.packets-per-second", integer(0, 10_000), "1000")
          .says(
              "Packets, pings and fragments that one connection may send in a second, ten times as many"
                  + " at once; 0 for any number. More close it with 4010. Clients send a heartbeat every"
                  + " few minutes; the default leaves room for an application that sends upstream"
                  + " messages.");

  static final Setting<Long> BYTES_PER_SECOND =
      Setting.of("goim.limits.bytes-per-second", sizeOrAny(1024, 16L << 20), "1MB")
          .says(
              "Bytes that one connection may send in a second, headers included, ten times as many at"
                  + " once; 0 for any number. More close it with 4010.");

  static final Setting<List<Cidr>> EXEMPT_ADDRESSES =
      Setting.of("goim.limits.exempt-addresses", SettingTypes.cidrs(), "127.0.0.0/8,::1/128")
          .says(
              "Client addresses whose limits for each address do not count: where load tests or very"
                  + " many clients behind one address come from.");

  static final List<Setting<?>> ALL =
      List.of(
          CONNECTIONS,
          CONNECTIONS_PER_ADDRESS,
          LOGINS_PER_SECOND,
          LOGINS_PER_SECOND_PER_ADDRESS,
          PACKETS_PER_SECOND,
          BYTES_PER_SECOND,
          EXEMPT_ADDRESSES);

  private LimitCatalogue() {}

  static LimitSettings read(SettingReader reader) {
    return new LimitSettings(
        reader.get(CONNECTIONS),
        reader.get(CONNECTIONS_PER_ADDRESS),
        reader.get(LOGINS_PER_SECOND),
        reader.get(LOGINS_PER_SECOND_PER_ADDRESS),
        reader.get(PACKETS_PER_SECOND),
        reader.get(BYTES_PER_SECOND).intValue(),
        reader.get(EXEMPT_ADDRESSES));
  }
}
