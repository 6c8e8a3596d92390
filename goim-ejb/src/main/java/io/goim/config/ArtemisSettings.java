package io.goim.config;

/**
 * An Artemis broker of the user's own as the queue.
 *
 * @param url as Artemis' client takes it, {@code tcp://host:port}; empty when it is not the queue
 * @param user empty for none
 * @param password empty for none
 * @param queue name of the queue and its address
 */
public record ArtemisSettings(String url, String user, String password, String queue) {

  /** Without the password. */
  @Override
  public String toString() {
    return "ArtemisSettings[" + url + ", " + queue + "]";
  }
}
