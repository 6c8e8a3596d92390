package io.goim.web.push;

import io.goim.access.ApiRole;
import io.goim.access.Caller;
import io.goim.admin.ClusterAdmin;
import io.goim.logic.Ban;
import io.goim.logic.BanList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps clients out of the cluster for a time. For errors see {@link ErrorAnswers}. */
@Path("/admin/bans")
@Needs(ApiRole.ADMIN)
@ApplicationScoped
public class BanResource {

  private static final int YEAR = 365 * 24 * 60 * 60;
  private static final int LONGEST_REASON = 200;

  @Inject ClusterAdmin admin;

  /** Everybody who is kept out. */
  @GET
  public Response list() {
    List<Ban> bans = admin.bans();
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStartArray("bans");
          for (Ban ban : bans) {
            json.writeStartObject();
            write(json, ban);
            json.writeEnd();
          }
          json.writeEnd();
          json.write("limit", BanList.LIMIT);
          json.writeEnd();
        });
  }

  /** Keeps somebody out, and closes its connections. */
  @POST
  public Response add(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    Ban.Kind kind = kind(query);
    String value = value(kind, query);
    long since = System.currentTimeMillis();
    long until = since + query.between("seconds", 1, YEAR) * 1000L;
    String reason = query.optionalText("reason");
    if (reason.length() > LONGEST_REASON) {
      throw BadParameterException.wrong(
          "reason", reason, "a text of at most " + LONGEST_REASON + " characters");
    }
    String by = ((Caller) request.getAttribute(AccessFilter.CALLER)).name();
    Ban ban = new Ban(kind, value, since, until, reason, by);
    ClusterAdmin.Closed closed;
    try {
      closed = admin.ban(ban);
    } catch (IllegalStateException e) {
      throw new BanRefusedException(e);
    }
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeStartObject("ban");
          write(json, ban);
          json.writeEnd();
          KickResource.write(json, closed);
          json.writeEnd();
        });
  }

  /** Lets somebody in again. */
  @DELETE
  public Response lift(@Context HttpServletRequest request) {
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    Ban.Kind kind = kind(query);
    boolean lifted;
    try {
      lifted = admin.lift(new Ban(kind, value(kind, query), 0, 0, "", ""));
    } catch (IllegalStateException e) {
      throw new BanRefusedException(e);
    }
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.write("lifted", lifted);
          json.writeEnd();
        });
  }

  private static Ban.Kind kind(QueryParameters query) {
    ConnectionParameters.checkForms(query);
    List<Ban.Kind> named =
        Stream.of(Ban.Kind.values()).filter(kind -> query.has(name(kind))).toList();
    if (named.size() != 1) {
      throw BadParameterException.choice(
          "parameters key, mid, address: exactly one of them is needed");
    }
    return named.get(0);
  }

  private static String value(Ban.Kind kind, QueryParameters query) {
    return switch (kind) {
      case KEY -> query.text("key");
      case MID -> Long.toString(query.mid("mid"));
      case ADDRESS -> ConnectionParameters.address(query);
    };
  }

  private static String name(Ban.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, Ban ban) {
    json.write("kind", name(ban.kind()));
    json.write("value", ban.value());
    json.write("since", ban.since());
    json.write("until", ban.until());
    json.write("reason", ban.reason());
    json.write("by", ban.by());
  }
}
