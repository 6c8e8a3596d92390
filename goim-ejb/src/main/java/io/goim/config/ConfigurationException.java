package io.goim.config;

import java.util.List;

/** Settings are wrong; the node does not start. The message lists every problem, one a line. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems one sentence each: key, value, limit and what to write instead
   */
  public ConfigurationException(List<String> problems) {
    super(message(problems));
  }

  private static String message(List<String> problems) {
    return (problems.size() == 1 ? "a setting is wrong" : problems.size() + " settings are wrong")
        + "\n  "
        + String.join("\n  ", problems);
  }
}
