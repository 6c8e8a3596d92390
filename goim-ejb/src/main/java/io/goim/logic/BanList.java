package io.goim.logic;

import java.util.List;

/**
 * Who is kept out of the cluster. Thread safe.
 *
 * <p>Guarantees: what one node enters counts on every node within a second or two, and on nodes that join
 * later; there are {@link #LIMIT} at most; one that is over is gone by itself. All are gone when no node
 * is left.
 */
public interface BanList {

  /** Most bans: what every node can keep in memory and look through for each login. */
  int LIMIT = 10_000;

  /** Nobody is kept out. */
  BanList NONE =
      new BanList() {
        @Override
        public boolean bans(String address) {
          return false;
        }

        @Override
        public boolean bans(String key, long mid) {
          return false;
        }

        @Override
        public void add(Ban ban) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void heard(Ban ban) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean lift(Ban ban) {
          return false;
        }

        @Override
        public List<Ban> all() {
          return List.of();
        }
      };

  /** Whether a client's address is kept out. Answers from memory. */
  boolean bans(String address);

  /** Whether a key or a user, 0 for none, is kept out. Answers from memory. */
  boolean bans(String key, long mid);

  /**
   * Enters a ban; one of the same is replaced. Blocks for the cluster's answer.
   *
   * @throws IllegalStateException when there are too many, or the cluster does not answer; the message
   *     says which
   */
  void add(Ban ban);

  /** Another node tells of a ban that it has entered: counts here at once. */
  void heard(Ban ban);

  /**
   * Ends the ban of the same. Blocks for the cluster's answer.
   *
   * @return whether there was one
   * @throws IllegalStateException when the cluster does not answer
   */
  boolean lift(Ban ban);

  /** Every ban that counts, the newest first. Answers from memory. */
  List<Ban> all();
}
