package io.goim.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A grid in memory whose members die, freeze and lose mail when the test says so. Thread safe. */
final class FakeGrid {

  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final Random random = new Random(7);
  private volatile double loss;

  Member join() {
    Member member = new Member();
    members.add(member);
    tell();
    return member;
  }

  /** The share of mail that is lost from now on. */
  void lose(double share) {
    loss = share;
  }

  /** A member dies: nothing leaves or reaches it any more, and the others notice. */
  void kill(Member member) {
    member.dead = true;
    members.remove(member);
    member.box.add(new byte[0]);
    tell();
  }

  private void tell() {
    for (Member member : members) {
      NodeMail.Receiver receiver = member.receiver;
      if (receiver != null) {
        receiver.membersChanged();
      }
    }
  }

  private synchronized boolean isLost() {
    return loss > 0 && random.nextDouble() < loss;
  }

  /** One member, as one node sees it. */
  final class Member implements NodeMail {

    private final UUID id = UUID.randomUUID();
    private final BlockingQueue<byte[]> box = new LinkedBlockingQueue<>();
    private volatile Receiver receiver;
    private volatile boolean dead;
    private volatile boolean frozen;
    private volatile boolean cut;
    private final List<Runnable> heldBack = new ArrayList<>();

    @Override
    public boolean isFrozen(UUID other) {
      return !cut
          && members.stream()
              .anyMatch(member -> member.id.equals(other) && member.frozen && !member.cut);
    }

    /** What it sends and gets waits until the cut is healed, and its machine answers nobody. */
    void cut() {
      cut = true;
      freeze();
    }

    void heal() {
      cut = false;
      thaw();
    }

    /** What it sends and gets waits until it thaws. */
    void freeze() {
      frozen = true;
    }

    void thaw() {
      synchronized (heldBack) {
        frozen = false;
        heldBack.forEach(Runnable::run);
        heldBack.clear();
      }
    }

    @Override
    public UUID self() {
      return id;
    }

    @Override
    public List<UUID> members() {
      return members.stream().map(Member::self).toList();
    }

    @Override
    public void send(UUID to, byte[] mail) {
      synchronized (heldBack) {
        if (frozen) {
          heldBack.add(() -> pass(to, mail));
          return;
        }
      }
      pass(to, mail);
    }

    private void pass(UUID to, byte[] mail) {
      if (dead || isLost()) {
        return;
      }
      for (Member member : members) {
        if (member.id.equals(to)) {
          member.put(mail);
        }
      }
    }

    private void put(byte[] mail) {
      synchronized (heldBack) {
        if (frozen) {
          heldBack.add(() -> box.add(mail));
          return;
        }
      }
      box.add(mail);
    }

    @Override
    public void open(Receiver newReceiver) {
      receiver = newReceiver;
      Thread reader = new Thread(this::read, "mail of " + id);
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try {
        while (!dead) {
          byte[] mail = box.take();
          Receiver open = receiver;
          if (open != null && mail.length > 0 && !dead) {
            open.received(mail);
          }
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      receiver = null;
      dead = true;
      box.add(new byte[0]);
    }
  }
}
