package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.admin.LogLevels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;

/** Log levels of this node. For errors see {@link ErrorAnswers}. */
@Path("/admin/log")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class LogResource {

  private static final List<String> LEVELS =
      List.of("OFF", "SEVERE", "WARNING", "INFO", "FINE", "FINER");
  private static final int DAY = 24 * 60 * 60;
  private static final int USUAL_SECONDS = 600;

  @Inject LogLevels levels;

  /** How a logger is set. */
  @GET
  public Response get(@Context HttpServletRequest request) {
    return answer(levels.get(logger(QueryParameters.parse(request.getQueryString()))));
  }

  /** Sets a logger for a time. */
  @POST
  public Response set(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    String level = query.text("level").toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw BadParameterException.wrong(
          "level", query.text("level"), "one of " + String.join(", ", LEVELS));
    }
    int seconds = query.between("seconds", 1, DAY, USUAL_SECONDS);
    return answer(levels.set(logger(query), Level.parse(level), Duration.ofSeconds(seconds)));
  }

  private static String logger(QueryParameters query) {
    String logger = query.has("logger") ? query.text("logger") : LogLevels.ROOT;
    if (!LogLevels.isOurs(logger)) {
      throw BadParameterException.wrong(
          "logger", logger, LogLevels.ROOT + " or the name of one below it");
    }
    return logger;
  }

  private static Response answer(LogLevels.Setting setting) {
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.write("logger", setting.logger());
          json.write("level", setting.level());
          if (setting.until().isPresent()) {
            json.write("until", setting.until().getAsLong());
          } else {
            json.writeNull("until");
          }
          json.writeEnd();
        });
  }
}
