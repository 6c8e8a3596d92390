package io.goim.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a request comes from, whatever its headers say. */
class ProxySettingsTest {

  private final ProxySettings proxies = read("10.0.0.0/8, 2001:db8::/32");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Alone behind a proxy, and behind two.
        "10.0.0.1 | 192.0.2.7             | 192.0.2.7",
        "10.0.0.1 | 192.0.2.7, 10.0.0.2   | 192.0.2.7",
        "10.0.0.1 | 192.0.2.7,10.0.0.2    | 192.0.2.7",
        // What the client wrote itself stands further left.
        "10.0.0.1 | 127.0.0.1, 192.0.2.7  | 192.0.2.7",
        "10.0.0.1 | 10.9.9.9, 192.0.2.7   | 192.0.2.7",
        "10.0.0.1 | evil, 192.0.2.7       | 192.0.2.7",
        // A stranger is nobody's proxy.
        "192.0.2.9 | 127.0.0.1            | 192.0.2.9",
        // Forms of addresses.
        "10.0.0.1 | 192.0.2.7:4711        | 192.0.2.7",
        "10.0.0.1 | 2001:DB9::1           | 2001:db9:0:0:0:0:0:1",
        "10.0.0.1 | [2001:db9::1]:4711    | 2001:db9:0:0:0:0:0:1",
        "10.0.0.1 | ::ffff:192.0.2.7      | 192.0.2.7",
        "2001:db8:0:0:0:0:0:1 | 2001:db9::1, 2001:db8::2 | 2001:db9:0:0:0:0:0:1",
        // Nothing that is an address: the nearest that is.
        "10.0.0.1 | unknown               | 10.0.0.1",
        "10.0.0.1 | 192.0.2.7, unknown, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | ''                    | 10.0.0.1",
        "10.0.0.1 | ','                   | 10.0.0.1",
        "10.0.0.1 | [                     | 10.0.0.1",
        // Proxies all the way: whoever is furthest.
        "10.0.0.1 | 10.0.0.3, 10.0.0.2    | 10.0.0.3",
      })
  void shouldFindTheClient(String peer, String header, String client) {
    assertEquals(client, proxies.client(peer, List.of(header)));
  }

  @Test
  void shouldReadSeveralHeadersAsOneList() {
    assertEquals(
        "192.0.2.7", proxies.client("10.0.0.1", List.of("198.51.100.1", "192.0.2.7, 10.0.0.2")));
    assertEquals("192.0.2.7", proxies.client("10.0.0.1", List.of("192.0.2.7", "10.0.0.2")));
  }

  @Test
  void shouldTakeThePeerWithoutAHeader() {
    assertEquals("10.0.0.1", proxies.client("10.0.0.1", List.of()));
  }

  @Test
  void shouldTrustNobodyByDefault() {
    ProxySettings none = Configuration.read(FakeConfig.of(Map.of()), Map.of()).comet().proxies();
    assertFalse(none.include("127.0.0.1"));
    assertEquals("127.0.0.1", none.client("127.0.0.1", List.of("192.0.2.7")));
  }

  @Test
  void shouldTrustLoopbackOfBothKindsWhenTold() {
    ProxySettings loopback = read("127.0.0.0/8, ::1/128");
    assertTrue(loopback.include("127.0.0.1"));
    assertTrue(loopback.include("0:0:0:0:0:0:0:1"));
  }

  private static ProxySettings read(String trusted) {
    return Configuration.read(FakeConfig.of(Map.of("goim.trusted-proxies", trusted)), Map.of())
        .comet()
        .proxies();
  }
}
