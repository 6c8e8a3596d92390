package io.goim.logic;

import io.goim.ops.NodeBean;

/**
 * Knows no region, as goim itself: its look-up of addresses is empty, so that its table of provinces
 * is never asked.
 */
@NodeBean
public class UnknownRegions implements IpRegions {

  @Override
  public String region(String clientIp) {
    return "";
  }
}
