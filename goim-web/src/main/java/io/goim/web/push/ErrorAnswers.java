package io.goim.web.push;

import io.goim.access.AccessRefusedException;
import io.goim.logic.PushRefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Every error of the HTTP API becomes an answer here, always {@code {"code":…,"message":…}} in JSON,
 * never a stack trace:
 *
 * <ul>
 *   <li>400 and −400: a parameter is missing, empty, malformed or out of range; the message names it,
 *       its value and the limits.
 *   <li>401 and −401: the caller must say who it is, or what it says is wrong; with WWW-Authenticate.
 *   <li>403 and −403: the caller is known and may not.
 *   <li>413 and −400: the body is larger than {@code goim.logic.max-push-body}.
 *   <li>404 and −404: no such call. 405 and −405: wrong method, with an Allow header.
 *   <li>503 and −500: nobody can say who the caller is; or the queue did not take the push. It was not accepted; the caller may repeat it.
 *   <li>500 and −500: a fault of ours; the log has the details.
 * </ul>
 */
@Provider
public class ErrorAnswers implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof BadParameterException) {
      return answer(400, failure.getMessage());
    }
    if (failure instanceof BodyTooLargeException) {
      return answer(413, failure.getMessage());
    }
    if (failure instanceof AccessRefusedException refused) {
      return ofDoor(refused);
    }
    if (failure instanceof BanRefusedException) {
      return answer(503, failure.getMessage());
    }
    if (failure instanceof PushRefusedException) {
      LOG.log(Level.FINE, "push refused: {0}", failure.getMessage());
      return answer(503, "the push was not accepted: " + failure.getMessage());
    }
    if (failure instanceof WebApplicationException refused) {
      return ofContainer(refused.getResponse());
    }
    if (failure instanceof IOException) {
      // The caller broke off in the midst of its body; nobody reads this answer.
      LOG.log(Level.FINE, "request broken off: {0}", failure.toString());
      return answer(400, "the request is not complete");
    }
    LOG.log(Level.SEVERE, "A call of the HTTP API failed.", failure);
    return Answers.answer(500, ErrorBody.of(500));
  }

  /** Whoever is not let in gets no second request on the connection: its body may not be read. */
  private static Response ofDoor(AccessRefusedException refused) {
    Response answer =
        switch (refused.kind()) {
          case UNKNOWN -> answer(401, refused.getMessage());
          case FORBIDDEN -> answer(403, refused.getMessage());
          case UNAVAILABLE -> answer(503, refused.getMessage());
        };
    Response.ResponseBuilder closing = Response.fromResponse(answer).header("Connection", "close");
    return refused.kind() == AccessRefusedException.Kind.UNKNOWN
        ? closing.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"goim\"").build()
        : closing.build();
  }

  private static Response answer(int status, String message) {
    return Answers.answer(status, ErrorBody.of(status, message));
  }

  private static Response ofContainer(Response refused) {
    Response answer = Answers.answer(refused.getStatus(), ErrorBody.of(refused.getStatus()));
    String allow = refused.getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }
}
