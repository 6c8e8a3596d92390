package io.goim.config;

import static io.goim.config.SettingTypes.text;

import java.util.List;

/** Settings of {@link ArtemisSettings}. */
final class ArtemisCatalogue {

  static final Setting<String> URL =
      Setting.computed(
              "goim.artemis.url",
              text("a URL of Artemis' client, such as tcp://broker:61616"),
              "none")
          .says(
              "Your broker, when `goim.queue=artemis`. Parameters of Artemis' client may follow, such"
                  + " as `?sslEnabled=true&trustStorePath=…`; several brokers are written"
                  + " `(tcp://a:61616,tcp://b:61616)?ha=true`.");

  static final Setting<String> USER =
      Setting.computed("goim.artemis.user", text("any text"), "none")
          .says("User name at your broker.");

  static final Setting<String> PASSWORD =
      Setting.computed("goim.artemis.password", text("any text"), "none")
          .hidden()
          .says("Password at your broker.");

  static final Setting<String> QUEUE =
      Setting.of("goim.artemis.queue", text("a name of a queue"), "goim.push")
          .says(
              "Queue and address of pushes at your broker, routing type anycast; made when it is not"
                  + " there and the broker allows it. The default is the name of the embedded queue;"
                  + " two clusters on one broker need two names.");

  static final List<Setting<?>> ALL = List.of(URL, USER, PASSWORD, QUEUE);

  private ArtemisCatalogue() {}

  static ArtemisSettings read(SettingReader reader, QueueKind kind) {
    String url = reader.get(URL, () -> "");
    if (kind == QueueKind.ARTEMIS && url.isEmpty()) {
      reader.problem(URL, "(not set)", "is needed when " + QueueCatalogue.QUEUE.key() + "=artemis");
    }
    return new ArtemisSettings(
        url, reader.get(USER, () -> ""), reader.get(PASSWORD, () -> ""), reader.get(QUEUE));
  }
}
