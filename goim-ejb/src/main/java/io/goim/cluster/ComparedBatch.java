package io.goim.cluster;

import io.goim.logic.DirectoryUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/**
 * Steps of a group on one side of the directory, each name written by compare-and-set. NOT thread
 * safe; works on several names at the same time while it commits.
 */
final class ComparedBatch<K> {

  /**
   * Tries for one name. Of those who try at the same time one always comes through, so only dozens
   * of nodes that fight for one name without a pause get this far.
   */
  static final int ROUNDS = 64;

  private final Map<K, List<DirectoryStep>> names = new LinkedHashMap<>();
  private final DirectoryTable<K> table;
  private final Predicate<UUID> alive;
  private final int limit;

  /**
   * @param alive whether a member is in the grid; entries of others are dropped
   * @param limit most connections of a name, 0 for any number
   */
  ComparedBatch(DirectoryTable<K> table, Predicate<UUID> alive, int limit) {
    this.table = table;
    this.alive = alive;
    this.limit = limit;
  }

  /** Appends a step; those of one name are worked in in this order. */
  DirectoryStep step(K name, DirectoryOperation.Kind kind, GridEntry entry) {
    DirectoryStep step = new DirectoryStep(kind, entry);
    names.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(step);
    return step;
  }

  /**
   * Works all steps in; each then knows what came of it, or its failure.
   *
   * @throws RuntimeException when the grid could not be read; nothing is written
   */
  void commit(DirectoryLanes lanes) {
    Map<K, List<GridEntry>> made = new HashMap<>();
    List<K> compared = new ArrayList<>(names.size());
    List<K> known = new ArrayList<>(names.size());
    names.forEach(
        (name, steps) -> {
          DirectoryStep first = steps.get(0);
          if (first.newName() && steps.size() == 1) {
            made.put(name, List.of(first.entry()));
          } else {
            compared.add(name);
            if (!first.newName()) {
              known.add(name);
            }
          }
        });
    Map<K, byte[]> values = table.values(known);
    // Nobody else can know a name that was just made, so there is nothing to compare.
    CompletableFuture<Void> written = table.write(made);
    lanes.each(compared, name -> change(name, values.get(name)));
    try {
      written.join();
    } catch (CompletionException e) {
      made.keySet().forEach(name -> names.get(name).get(0).fail(e));
    }
  }

  private void change(K name, byte[] read) {
    List<DirectoryStep> steps = names.get(name);
    try {
      byte[] value = read;
      for (int round = 0; round < ROUNDS; round++) {
        if (tryOnce(name, value, steps)) {
          return;
        }
        value = table.value(name);
      }
      throw new DirectoryUnavailableException("other nodes keep changing the same name", null);
    } catch (RuntimeException | Error e) {
      // An Error, too: without its lane a group would never end.
      steps.forEach(step -> step.fail(e));
    }
  }

  private boolean tryOnce(K name, byte[] value, List<DirectoryStep> steps) {
    Places places = new Places(table.decode(name, value), alive);
    boolean write = false;
    for (DirectoryStep step : steps) {
      write |= step.apply(places, limit);
    }
    return !write || table.replace(name, value, places.living());
  }
}
