package io.goim.access;

import io.goim.comet.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom a caller may push to, and what. Immutable.
 *
 * @param targets calls it may make
 * @param rooms for pushes to a room: patterns as in {@link Scope}
 * @param operations that its pushes may have
 */
public record PushScope(Set<PushTarget> targets, Scope rooms, List<OperationRange> operations) {

  /** Everybody and everything. */
  public static final PushScope ALL =
      new PushScope(Set.of(PushTarget.values()), Scope.ALL, List.of(OperationRange.ALL));

  /** Nobody. */
  static final PushScope NONE = new PushScope(Set.of(), Scope.ALL, List.of());

  /**
   * Checks a push.
   *
   * @param room {@code type://id}, empty for a push to something else
   * @return what is not allowed, to complete "may not …"; null when everything is
   */
  String problem(PushTarget target, int operation, String room) {
    if (!targets.contains(target)) {
      return "push to " + target.name().toLowerCase(Locale.ROOT);
    }
    if (!rooms.mayJoin(room)) {
      return "push to this room";
    }
    return operations.stream().anyMatch(range -> range.contains(operation))
        ? null
        : "push operation " + operation;
  }

  /**
   * Reads what stands in a file or a token.
   *
   * @param targets as the calls are named
   * @param rooms patterns; null for every room
   * @param operations numbers and ranges; null for every operation
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  static PushScope parse(List<String> targets, List<String> rooms, List<String> operations) {
    return new PushScope(
        targets.stream().map(PushScope::target).collect(Collectors.toUnmodifiableSet()),
        rooms == null ? Scope.ALL : Scope.ALL.joining(rooms),
        operations == null
            ? List.of(OperationRange.ALL)
            : operations.stream().map(OperationRange::parse).toList());
  }

  private static PushTarget target(String word) {
    for (PushTarget target : PushTarget.values()) {
      if (target.name().toLowerCase(Locale.ROOT).equals(word)) {
        return target;
      }
    }
    throw new IllegalArgumentException(
        "target " + word + " must be one of " + names(PushTarget.values()));
  }

  static String names(Enum<?>... constants) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> constant : constants) {
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return String.join(", ", names);
  }
}
