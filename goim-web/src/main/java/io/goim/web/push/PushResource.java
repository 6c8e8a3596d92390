package io.goim.web.push;

import io.goim.access.ApiAccess;
import io.goim.access.ApiRole;
import io.goim.access.Caller;
import io.goim.access.PushTarget;
import io.goim.config.LogicSettings;
import io.goim.logic.PushRefusedException;
import io.goim.logic.PushService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Pushes. 200 means that the message is in the queue; for errors see {@link ErrorAnswers}. The body is
 * read before parameters are checked: a caller that is still sending would not see the answer.
 */
@Path("/push")
@Needs(ApiRole.PUSH)
@ApplicationScoped
public class PushResource {

  @Inject PushService pushes;
  @Inject LogicSettings settings;
  @Inject ApiAccess access;

  /** To named channels. */
  @POST
  @Path("/keys")
  public Response keys(@Context HttpServletRequest request, InputStream in)
      throws IOException, PushRefusedException {
    byte[] body = PushBody.read(in, settings.maxPushBody());
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    int operation = query.int32("operation");
    List<String> keys = query.texts("keys");
    check(request, PushTarget.KEYS, operation, "");
    pushes.pushKeys(operation, keys, body);
    return Answers.success();
  }

  /** To users, whatever keys they have. */
  @POST
  @Path("/mids")
  public Response mids(@Context HttpServletRequest request, InputStream in)
      throws IOException, PushRefusedException {
    byte[] body = PushBody.read(in, settings.maxPushBody());
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    int operation = query.int32("operation");
    List<Long> mids = query.int64s("mids");
    check(request, PushTarget.MIDS, operation, "");
    pushes.pushMids(operation, mids, body);
    return Answers.success();
  }

  /** To every member of a room. */
  @POST
  @Path("/room")
  public Response room(@Context HttpServletRequest request, InputStream in)
      throws IOException, PushRefusedException {
    byte[] body = PushBody.read(in, settings.maxPushBody());
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    int operation = query.int32NotZero("operation");
    String type = query.text("type");
    String room = query.text("room");
    check(request, PushTarget.ROOM, operation, type + "://" + room);
    pushes.pushRoom(operation, type, room, body);
    return Answers.success();
  }

  /** To every channel that watches the operation. */
  @POST
  @Path("/all")
  public Response all(@Context HttpServletRequest request, InputStream in)
      throws IOException, PushRefusedException {
    byte[] body = PushBody.read(in, settings.maxPushBody());
    QueryParameters query = QueryParameters.parse(request.getQueryString());
    int operation = query.int32NotZero("operation");
    int speed = query.optionalInt32("speed");
    check(request, PushTarget.ALL, operation, "");
    pushes.pushAll(operation, speed, body);
    return Answers.success();
  }

  private void check(HttpServletRequest request, PushTarget target, int operation, String room) {
    access.checkPush((Caller) request.getAttribute(AccessFilter.CALLER), target, operation, room);
  }
}
