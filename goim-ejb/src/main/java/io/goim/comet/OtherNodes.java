package io.goim.comet;

import java.util.List;

/** The nodes a client can be sent to. Thread safe; answers from memory, as event loops ask. */
public interface OtherNodes {

  /** Whether any node but this one takes clients. */
  boolean any();

  /**
   * The best of them for a client, best first.
   *
   * @param platform as the client said at login; empty when it is not logged in
   * @param clientIp numeric address of the client
   * @return host names or addresses, as nodes/weighted tells them; empty when there are none
   */
  List<String> nodes(String platform, String clientIp);
}
