package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

  @Test
  void shouldKeepRepeatedValuesInOrderAndCommasInThem() {
    QueryParameters query = QueryParameters.parse("keys=b&operation=1&keys=a,c&keys=b");

    assertEquals(List.of("b", "a,c", "b"), query.texts("keys"));
  }

  @Test
  void shouldTakeTheFirstOfSeveralWhereOneIsAskedFor() {
    assertEquals(7, QueryParameters.parse("operation=7&operation=x").int32("operation"));
  }

  @ParameterizedTest
  @CsvSource({
    "k=a%20b,a b",
    "k=a+b,a b",
    "k=%E2%82%AC,€",
    "k=a%26b%3D,a&b=",
    "%6B=v,v",
    "k=a=b,a=b"
  })
  void shouldUnescape(String query, String value) {
    assertEquals(value, QueryParameters.parse(query).text("k"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=%zz", "k=%2", "%=1"})
  void shouldRefuseMalformedEscapes(String query) {
    assertThrows(BadParameterException.class, () -> QueryParameters.parse(query));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1,-1", "+5,5", "2147483647,2147483647", "-2147483648,-2147483648"})
  void shouldTakeEveryInt32(String text, int value) {
    String escaped = text.replace("+", "%2B");

    assertEquals(value, QueryParameters.parse("n=" + escaped).int32("n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "1.0",
        "1e3",
        "0x10",
        "2147483648",
        "-2147483649",
        "+5",
        "-",
        "٣",
        "1-1"
      })
  void shouldRefuseWhatIsNoInt32(String text) {
    assertRefused("n=" + text, query -> query.int32("n"), "n");
  }

  @Test
  void shouldNameParameterValueAndLimits() {
    BadParameterException refused =
        assertRefused("operation=abc", query -> query.int32("operation"), "operation");

    assertEquals(
        "parameter operation is \"abc\" and must be a whole number between -2147483648 and 2147483647",
        refused.getMessage());
  }

  @Test
  void shouldShortenLongValuesInMessages() {
    BadParameterException refused =
        assertRefused("n=" + "x".repeat(5000), query -> query.int32("n"), "n");

    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
  }

  @Test
  void shouldRefuseMissingAndZeroWhereBothAreWrong() {
    assertRefused(null, query -> query.int32NotZero("operation"), "operation");
    assertRefused("operation=0", query -> query.int32NotZero("operation"), "operation");
    assertEquals(-3, QueryParameters.parse("operation=-3").int32NotZero("operation"));
  }

  @Test
  void shouldTakeAnOptionalNumberThatIsMissingOrEmptyAsZero() {
    assertEquals(0, QueryParameters.parse("").optionalInt32("speed"));
    assertEquals(0, QueryParameters.parse("speed=").optionalInt32("speed"));
    assertEquals(100, QueryParameters.parse("speed=100").optionalInt32("speed"));
    assertRefused("speed=x", query -> query.optionalInt32("speed"), "speed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "limit", "limit=", "limit=0", "limit=-1", "limit=2147483648"})
  void shouldRefuseALimitThatIsNotPositive(String query) {
    assertRefused(query, parsed -> parsed.positive("limit"), "limit");
  }

  @Test
  void shouldRefuseListsThatAreMissingOrHaveAnEmptyValue() {
    assertRefused("operation=1", query -> query.texts("keys"), "keys");
    assertRefused("keys=a&keys=", query -> query.texts("keys"), "keys");
  }

  @Test
  void shouldTakeEveryInt64() {
    QueryParameters query =
        QueryParameters.parse("mids=9223372036854775807&mids=-9223372036854775808&mids=0");

    assertEquals(List.of(Long.MAX_VALUE, Long.MIN_VALUE, 0L), query.int64s("mids"));
    assertRefused("mids=1&mids=x", parsed -> parsed.int64s("mids"), "mids");
    assertRefused("mids=9223372036854775808", parsed -> parsed.int64s("mids"), "mids");
  }

  @Test
  void shouldSkipEmptyParts() {
    assertEquals("v", QueryParameters.parse("&&k=v&").text("k"));
  }

  private static BadParameterException assertRefused(
      String query, Function<QueryParameters, Object> read, String name) {
    QueryParameters parsed = QueryParameters.parse(query);
    BadParameterException refused =
        assertThrows(BadParameterException.class, () -> read.apply(parsed));
    assertTrue(refused.getMessage().contains(name), refused.getMessage());
    return refused;
  }
}
