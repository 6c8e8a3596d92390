package io.goim.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.AuthKind;
import io.goim.config.AuthSettings;
import io.goim.config.Role;
import io.goim.logic.Authenticator;
import io.goim.logic.Identity;
import io.goim.ops.HandThreads;
import io.goim.ops.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which way of authentication a node uses. */
class AuthenticatorChoiceTest {

  private final Authenticator own =
      login -> CompletableFuture.completedFuture(new Identity("own", 0, "", new int[0], ""));

  @Test
  void shouldBelieveClientsWithGoim() {
    AuthenticatorChoice choice = choice(AuthKind.GOIM, Optional.empty(), Role.COMET);
    assertTrue(choice.start().contains("goim's tokens"));
    assertEquals("in k", login(choice, "{\"key\":\"k\",\"jwt\":\"whatever\"}"));
    assertEquals("refused malformed", login(choice, "hello"));
  }

  @Test
  void shouldVerifyWithJwt() {
    AuthenticatorChoice choice = choice(AuthKind.JWT, Optional.empty(), Role.COMET);
    String said = choice.start();
    assertTrue(said.contains("1 key for HS256"), said);
    assertEquals("refused malformed", login(choice, "{\"key\":\"k\"}"));
    choice.stop();
  }

  @Test
  void shouldUseTheApplicationsOwnBeanWhenTheSettingSaysSo() {
    AuthenticatorChoice choice = choice(AuthKind.BEAN, Optional.of(own), Role.COMET);
    assertEquals("later not-running", login(choice, "x"));
    choice.start();
    assertEquals("in own", login(choice, "x"));
  }

  @Test
  void shouldFailTheStartWhenTheOwnBeanIsMissing() {
    AuthenticatorChoice choice = choice(AuthKind.BEAN, Optional.empty(), Role.COMET);
    assertTrue(
        assertThrows(IllegalStateException.class, choice::start)
            .getMessage()
            .contains("no CDI bean of the type io.goim.logic.Authenticator"));
  }

  @Test
  void shouldFailTheStartWhenAnOwnBeanWouldBePassedOver() {
    AuthenticatorChoice choice = choice(AuthKind.JWT, Optional.of(own), Role.COMET);
    String message = assertThrows(IllegalStateException.class, choice::start).getMessage();
    assertTrue(message.contains("goim.auth is jwt: set goim.auth=bean"), message);
  }

  @Test
  void shouldNotNeedItWithoutClients() {
    AuthenticatorChoice choice = choice(AuthKind.BEAN, Optional.empty(), Role.LOGIC);
    assertTrue(choice.start().contains("not needed"));
    choice.stop();
  }

  private static AuthenticatorChoice choice(AuthKind kind, Optional<Authenticator> own, Role role) {
    return new AuthenticatorChoice(
        new AuthSettings(
            kind,
            AuthSamples.secret(Jwts.SECRET),
            AuthSamples.http(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1), 1)),
        Samples.node("node-1", Path.of("unused"), Set.of(role)),
        new HandThreads(),
        () -> own);
  }

  private static String login(AuthenticatorChoice choice, String token) {
    return Outcome.of(choice.authenticator().authenticate(AuthSamples.login(token)));
  }
}
