package io.goim.config;

import java.util.List;

/** Writes docs/CONFIGURATION.md and server-config/goim.properties from the catalogue. */
final class ReferencePage {
  private ReferencePage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Catalogue.Section section : Catalogue.SECTIONS) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append("| key | default | what it does |\n|---|---|---|\n");
      section.settings().forEach(setting -> page.append(row(setting)));
    }
    page.append("\n## goim settings without a key\n\n| goim | why |\n|---|---|\n");
    for (Catalogue.WithoutKey row : Catalogue.WITHOUT_KEY) {
      page.append("| ").append(row.goimName()).append(" | ").append(row.reason()).append(" |\n");
    }
    return page.toString();
  }

  static String properties() {
    StringBuilder file = new StringBuilder(FILE_HEAD);
    for (Catalogue.Section section : Catalogue.SECTIONS) {
      file.append("\n\n# == ").append(section.title()).append(" ==\n");
      for (Setting<?> setting : section.settings()) {
        if (setting != NodeCatalogue.CONFIG_FILE) {
          file.append("\n# ").append(wrapped(plain(setting.description()))).append('\n');
          file.append("# Must be ").append(wrapped(setting.type().range() + ".")).append('\n');
          if (!setting.defaultSaid().equals(setting.defaultText())) {
            file.append("# Default: ").append(wrapped(plain(setting.defaultSaid()))).append('\n');
          }
          file.append('#').append(setting.key()).append('=').append(setting.defaultText());
          file.append('\n');
        }
      }
    }
    return file.toString();
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      Generated from the catalogue in `io.goim.config`; do not edit. `mvn -pl goim-ejb test \
      -Dtest=ReferencePageTest -Dgoim.docs.write=true` writes this page and \
      `server-config/goim.properties` again.

      A setting is looked up in this order, and the first place that has it wins:

      1. `server-config/run --set key=value` (a Java system property),
      2. an environment variable: the key in upper case, every other sign than letters and digits an \
      underscore (`goim.comet.tcp.port` is `GOIM_COMET_TCP_PORT`),
      3. the settings file: `server-config/run --config FILE`, by default \
      `server-config/goim.properties` (on other servers the system property `goim.config.file`),
      4. the default.

      `server-config/run` has shorter names for some: `--offset` is `goim.port-offset`, `--bind` is \
      `goim.bind`, `--data` is `goim.data`. goim's environment variables REGION, ZONE, DEPLOY_ENV, \
      WEIGHT, ADDRS, OFFLINE and DEBUG count where the key is set nowhere.

      Durations are written `500ms`, `30s`, `4m`, `1h`, `2d` or as ISO 8601 (`PT4M`); sizes in bytes \
      or as `4KB`, `1MB`, `1GB`, where 1KB is 1,024 bytes; lists with commas. A wrong value, and a key \
      that does not exist, stops the start with a list of everything that is wrong. `GOIM_JAVA_OPTS` \
      is no setting: it holds options for the Java virtual machine.
      """;

  private static final String FILE_HEAD =
      """
      # Settings of a goim node. Remove the # in front of a key to set it.
      # Stronger than this file: the environment (GOIM_COMET_TCP_PORT for goim.comet.tcp.port) and
      # server-config/run --set key=value. docs/CONFIGURATION.md says more.
      # Generated from the catalogue in io.goim.config; your own settings are safe in a copy of this
      # file: server-config/run --config FILE.""";

  private static String row(Setting<?> setting) {
    String goim = setting.goimName().isEmpty() ? "" : " goim: `" + setting.goimName() + "`.";
    String variable =
        setting.variable().isEmpty() ? "" : " Variable: `" + setting.variable() + "`.";
    String value =
        setting.defaultText().isEmpty() ? setting.defaultSaid() : "`" + setting.defaultText() + "`";
    return "| `"
        + setting.key()
        + "` | "
        + value
        + " | "
        + setting.description()
        + " Must be "
        + setting.type().range()
        + "."
        + goim
        + variable
        + " |\n";
  }

  private static String plain(String text) {
    return text.replace("`", "");
  }

  /** Lines of at most 100 columns, continued as comments. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 2;
    for (String word : List.of(text.split(" "))) {
      if (column + word.length() > 98) {
        lines.append("\n# ");
        column = 2;
      } else if (lines.length() > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
