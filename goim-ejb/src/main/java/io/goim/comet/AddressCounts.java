package io.goim.comet;

/**
 * How many distinct client addresses are connected. Thread safe; locks one of its parts for a moment
 * at login and close, never for a push.
 *
 * <p>Counts 64-bit hashes rather than strings: about 20 bytes an address instead of 130, and two of a
 * million addresses collide once in 30 million nodes.
 */
final class AddressCounts {

  private static final int PARTS = 64;

  private final Part[] parts = new Part[PARTS];

  AddressCounts() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** The number that stands for an address; never 0. */
  static long hash(String address) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < address.length(); i++) {
      hash = (hash ^ address.charAt(i)) * 0x100000001b3L;
    }
    // FNV alone leaves similar addresses close together.
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }

  /** One more. Returns how many there are of this address now. */
  int add(long hash) {
    return part(hash).add(hash);
  }

  void remove(long hash) {
    part(hash).remove(hash);
  }

  int distinct() {
    int sum = 0;
    for (Part part : parts) {
      sum += part.distinct();
    }
    return sum;
  }

  private Part part(long hash) {
    return parts[(int) (hash >>> 58)];
  }

  /** Open addressing with linear probing; a free place holds 0. */
  private static final class Part {
    private static final int SMALLEST = 16;

    private long[] hashes = new long[SMALLEST];
    private int[] counts = new int[SMALLEST];
    private int size;

    synchronized int add(long hash) {
      int at = find(hash);
      if (hashes[at] == 0) {
        if (++size * 4 > hashes.length * 3) {
          resize(hashes.length * 2);
          at = find(hash);
        }
        hashes[at] = hash;
        counts[at] = 0;
      }
      return ++counts[at];
    }

    synchronized void remove(long hash) {
      int at = find(hash);
      if (hashes[at] != 0 && --counts[at] == 0) {
        size--;
        free(at);
        if (hashes.length > SMALLEST && size * 8 < hashes.length) {
          resize(hashes.length / 2);
        }
      }
    }

    synchronized int distinct() {
      return size;
    }

    private int find(long hash) {
      int mask = hashes.length - 1;
      int at = (int) hash & mask;
      while (hashes[at] != 0 && hashes[at] != hash) {
        at = at + 1 & mask;
      }
      return at;
    }

    private void resize(int places) {
      long[] oldHashes = hashes;
      int[] oldCounts = counts;
      hashes = new long[places];
      counts = new int[places];
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldHashes[i] != 0) {
          int at = find(oldHashes[i]);
          hashes[at] = oldHashes[i];
          counts[at] = oldCounts[i];
        }
      }
    }

    /** Frees a place and moves later ones back, so that every probe still ends at its hash. */
    private void free(int place) {
      int mask = hashes.length - 1;
      int hole = place;
      for (int at = place + 1 & mask; hashes[at] != 0; at = at + 1 & mask) {
        int home = (int) hashes[at] & mask;
        if ((at - home & mask) >= (at - hole & mask)) {
          hashes[hole] = hashes[at];
          counts[hole] = counts[at];
          hole = at;
        }
      }
      hashes[hole] = 0;
      counts[hole] = 0;
    }
  }
}
