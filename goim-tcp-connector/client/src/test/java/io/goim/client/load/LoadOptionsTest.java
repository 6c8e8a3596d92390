package io.goim.client.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadOptionsTest {

  @Test
  void shouldHaveItsDefaults() {
    LoadOptions options = LoadOptions.parse();

    assertEquals("/127.0.0.1:3101", options.server().toString());
    assertEquals("/127.0.0.1:3111", options.http().toString());
    assertEquals("/127.0.0.1:3102", LoadOptions.parse("--protocol", "ws").server().toString());
    assertEquals(
        List.of(100, 0, 1000, 200, 0, 64, 1, 3, 10, 1),
        List.of(
            options.connections(),
            options.connectRate(),
            options.operation(),
            options.heartbeatSeconds(),
            options.rate(),
            options.body(),
            options.httpConnections(),
            options.warmUpSeconds(),
            options.seconds(),
            options.threads()));
    assertEquals(PushTarget.ROOM, options.target());
    assertEquals("test://1", options.room());
  }

  @Test
  void shouldNameEachOptionInItsHelp() {
    for (String option :
        ("--protocol --connect --connections --connect-rate --room --operation --first-mid"
                + " --heartbeat --rate --target --http --body --http-connections --warm-up --seconds"
                + " --pid --threads --not-reading --jwt-secret --api-key --idle --json --allow-remote --help")
            .split(" ")) {
      assertTrue(LoadOptions.USAGE.contains("\n  " + option + " "), option);
    }
  }

  @Test
  void shouldGiveEachConnectionAUserAndAKeyOfItsOwn() {
    LoadOptions options = LoadOptions.parse("--first-mid", "20000", "--operation", "77");

    assertEquals(
        "{\"mid\":20007,\"key\":\"load-20007\",\"room_id\":\"test://1\",\"platform\":\"java\","
            + "\"accepts\":[77]}",
        new String(options.token(7).toBytes(), UTF_8));
  }

  @Test
  void shouldSpreadThoseThatStopReading() {
    assertEquals(List.of(0, 10, 20), notReading("10", 30));
    assertEquals(List.of(0, 3), notReading("40", 5));
    assertEquals(List.of(), notReading("0", 200));
    assertEquals(99, notReading("99", 100).size());
  }

  private static List<Integer> notReading(String percent, int connections) {
    LoadOptions options = LoadOptions.parse("--not-reading", percent);
    return IntStream.range(0, connections)
        .filter(connection -> !options.keepsReading(connection))
        .boxed()
        .toList();
  }

  @Test
  void shouldLogInWithASignedTokenWhenThereIsASecret() {
    LoadOptions options = LoadOptions.parse("--jwt-secret", "x".repeat(32));

    assertEquals(3, new String(options.login(7), UTF_8).split("[.]").length);
    assertEquals('{', LoadOptions.parse().login(7)[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all  | /goim/push/all?operation=1000",
        "room | /goim/push/room?operation=1000&type=live&room=a%26b",
        "key  | /goim/push/keys?operation=1000&keys=load-4"
      })
  void shouldBuildTheCallOfThePushApi(String target, String path) {
    LoadOptions options = LoadOptions.parse("--target", target, "--room", "live://a&b");

    assertEquals(path, options.target().path(options, 3));
  }

  @Test
  void shouldReadSeveralProcesses() {
    assertEquals(List.of(12L, 345L), LoadOptions.parse("--pid", "12,345").pids());
  }

  @Test
  void shouldPutLoadOnAnotherMachineOnlyWhenToldTo() {
    assertEquals(
        "/192.0.2.1:3101",
        LoadOptions.parse("--allow-remote", "--connect", "192.0.2.1:3101").server().toString());
    refuse(
        "Option --connect needs a loopback address, not 192.0.2.1:3101; --allow-remote puts load on"
            + " another machine.",
        "--connect",
        "192.0.2.1:3101");
    refuse(
        "Option --http needs a loopback address, not 0.0.0.0:80; --allow-remote puts load on another"
            + " machine.",
        "--http",
        "0.0.0.0:80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--colour red | Unknown option --colour; try --help.",
        "--rate | Option --rate needs a value; try --help.",
        "--rate 1 --rate 2 | Option --rate is given twice.",
        "--protocol udp | Option --protocol needs tcp or ws, not udp.",
        "--target mid | Option --target needs all or room or key, not mid.",
        "--connect x | Option --connect needs host:port with a port from 1 to 65535, not x.",
        "--connect :1 | Option --connect needs host:port with a port from 1 to 65535, not :1.",
        "--http a:65536 | Option --http needs host:port with a port from 1 to 65535, not a:65536.",
        "--connections 0 | Option --connections needs a number from 1 to 500000, not 0.",
        "--connections 500001 | Option --connections needs a number from 1 to 500000, not 500001.",
        "--connections many | Option --connections needs a number from 1 to 500000, not many.",
        "--connect-rate -1 | Option --connect-rate needs a number from 0 to 100000, not -1.",
        "--operation 9 | Option --operation needs a number from 18 to 2147483647, not 9.",
        "--first-mid 0 | Option --first-mid needs a number from 1 to 1000000000000000, not 0.",
        "--heartbeat 0 | Option --heartbeat needs a number from 1 to 3600, not 0.",
        "--rate 100001 | Option --rate needs a number from 0 to 100000, not 100001.",
        "--body 51 | Option --body needs a number from 52 to 1000000, not 51.",
        "--http-connections 65 | Option --http-connections needs a number from 1 to 64, not 65.",
        "--warm-up 3601 | Option --warm-up needs a number from 0 to 3600, not 3601.",
        "--seconds 0 | Option --seconds needs a number from 1 to 7200, not 0.",
        "--threads 17 | Option --threads needs a number from 1 to 16, not 17.",
        "--room test:1 | Option --room needs type://id, not test:1.",
        "--room ://1 | Option --room needs type://id, not ://1.",
        "--room test:// | Option --room needs type://id, not test://.",
        "--pid 1,x | Option --pid needs process ids with commas between, not 1,x.",
        "--idle --rate 5 | Option --idle makes no pushes: --rate must be 0, not 5.",
        "--connections 500000 --http-connections 10 |"
            + " Options --connections times --http-connections must be at most 4000000, not"
            + " 5000000.",
        "--target key --connections 2 --http-connections 3 |"
            + " Option --http-connections must be at most --connections with --target key, 2, not 3."
      })
  void shouldRefuseAWrongOptionWithOneSentence(String arguments, String sentence) {
    refuse(sentence, arguments.split(" "));
  }

  @Test
  void shouldSayHowManyConnectionsTheOpenFilesAllow() {
    LoadOptions options = LoadOptions.parse("--connections", "19801");

    assertEquals(
        "Option --connections must be at most 19800, not 19801, because this process may open 20000"
            + " files; see ulimit -n.",
        assertThrows(IllegalArgumentException.class, () -> options.checkFiles(20_000))
            .getMessage());
    options.checkFiles(20_001);
  }

  @Test
  void shouldTakeMoreLoopbackAddressesForManyConnections() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    SourceAddresses many = new SourceAddresses(loopback, 28_001);

    assertEquals("/127.0.0.2:0", many.of(0).toString());
    assertEquals("/127.0.0.2:0", many.of(19_999).toString());
    assertEquals("/127.0.0.3:0", many.of(20_000).toString());
    assertNull(new SourceAddresses(loopback, 28_000).of(27_999));
    assertNull(new SourceAddresses(InetAddress.getByName("192.0.2.1"), 90_000).of(1));
  }

  private static void refuse(String sentence, String... arguments) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> LoadOptions.parse(arguments))
            .getMessage());
  }
}
