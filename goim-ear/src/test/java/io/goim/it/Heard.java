package io.goim.it;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Numbers in the order in which a client heard them, on one connection or, for a time, on two. Immutable.
 *
 * <p>On two connections a number comes twice, and one that only the first had may come after one that
 * only the second has had. Between the first and the last that came twice, the order is therefore not
 * looked at.
 */
record Heard(List<Integer> numbers) {

  Heard {
    numbers = List.copyOf(numbers);
  }

  /** Those that came twice. */
  Set<Integer> twice() {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> twice = new TreeSet<>();
    for (int number : numbers) {
      if (!seen.add(number)) {
        twice.add(number);
      }
    }
    return twice;
  }

  /** Those that came behind a higher one, where there was one connection. */
  List<Integer> late() {
    Set<Integer> twice = twice();
    int from = 0;
    int to = 0;
    for (int i = numbers.size() - 1; i >= 0; i--) {
      if (twice.contains(numbers.get(i))) {
        from = i;
        to = Math.max(to, i + 1);
      }
    }
    List<Integer> once = new ArrayList<>(numbers.subList(0, from));
    once.addAll(new TreeSet<>(numbers.subList(from, to)));
    once.addAll(numbers.subList(to, numbers.size()));
    List<Integer> late = new ArrayList<>();
    int highest = 0;
    for (int number : once) {
      if (number <= highest) {
        late.add(number);
      }
      highest = Math.max(highest, number);
    }
    return late;
  }
}
