package io.goim.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The EAR as it was built, deployed and undeployed by Arquillian, seen from outside. */
@ExtendWith(ArquillianExtension.class)
class EarIT {

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return GoimEar.built();
  }

  @Test
  void shouldAcceptAPush(@ArquillianResource URL base) throws Exception {
    URI push = base.toURI().resolve("/goim/push/all?operation=1000");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(push)
                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals("{\"code\":0,\"message\":\"\"}", answer.body());
  }
}
