package io.goim.logic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bans by hand, without an end. */
final class FakeBans implements BanList {

  final Set<Object> banned = new HashSet<>();

  @Override
  public boolean bans(String address) {
    return banned.contains(address);
  }

  @Override
  public boolean bans(String key, long mid) {
    return banned.contains(key) || banned.contains(mid);
  }

  @Override
  public void add(Ban ban) {
    banned.add(ban.value());
  }

  @Override
  public void heard(Ban ban) {
    banned.add(ban.value());
  }

  @Override
  public boolean lift(Ban ban) {
    return banned.remove(ban.value());
  }

  @Override
  public List<Ban> all() {
    return new ArrayList<>();
  }
}
