package io.goim.config;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Gives the features their settings. Wrong settings fail the deployment: they are read while the
 * application starts, before anything listens.
 */
@ApplicationScoped
class ConfigurationProducer {
  private static final Logger LOG = Logger.getLogger(ConfigurationProducer.class.getName());

  /** Held here, or the level set on it would be forgotten with it. */
  private static final Logger APPLICATION = Logger.getLogger("io.goim");

  private Configuration configuration;

  /** First of all observers of the start, so that nothing is half started when it fails. */
  void start(@Observes @Priority(1) Startup event) {
    if (configuration().debug()) {
      APPLICATION.setLevel(Level.FINE);
    }
    report(configuration());
  }

  /** Not in a @PostConstruct method: the container would put words of its own over the problems. */
  private synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = Configuration.read(ConfigProvider.getConfig(), System.getenv());
    }
    return configuration;
  }

  @Produces
  @Singleton
  NodeSettings node() {
    return configuration().node();
  }

  @Produces
  @Singleton
  CometSettings comet() {
    return configuration().comet();
  }

  @Produces
  @Singleton
  LimitSettings limits() {
    return configuration().comet().limits();
  }

  @Produces
  @Singleton
  ProxySettings proxies() {
    return configuration().comet().proxies();
  }

  @Produces
  @Singleton
  AuthSettings auth() {
    return configuration().auth();
  }

  @Produces
  @Singleton
  ApiSettings api() {
    return configuration().api();
  }

  @Produces
  @Singleton
  LogicSettings logic() {
    return configuration().logic();
  }

  @Produces
  @Singleton
  QueueSettings queue() {
    return configuration().queue();
  }

  @Produces
  @Singleton
  ClusterSettings cluster() {
    return configuration().cluster();
  }

  @Produces
  @Singleton
  KafkaSettings kafka() {
    return configuration().kafka();
  }

  @Produces
  @Singleton
  DrainSettings drain() {
    return configuration().drain();
  }

  @Produces
  @Singleton
  RegionSettings regions() {
    return configuration().regions();
  }

  @Produces
  @Singleton
  ArtemisSettings artemis() {
    return configuration().artemis();
  }

  private static void report(Configuration configuration) {
    Map<Setting<?>, String> given = configuration.given();
    LOG.log(Level.INFO, "{0} settings differ from their defaults", given.size());
    given.forEach((setting, text) -> LOG.log(Level.INFO, "  {0}", line(setting, text)));
    Catalogue.settings()
        .filter(setting -> !given.containsKey(setting))
        .forEach(setting -> LOG.log(Level.FINE, "  {0}", line(setting, setting.defaultSaid())));
  }

  static String line(Setting<?> setting, String text) {
    return setting.key() + " = " + (setting.secret() ? "(hidden)" : text);
  }
}
