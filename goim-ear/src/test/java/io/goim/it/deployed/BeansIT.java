package io.goim.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goim.config.CometSettings;
import io.goim.logic.ClientMessage;
import io.goim.logic.OnlineNumbers;
import io.goim.logic.PushService;
import io.goim.logic.SessionDirectory;
import jakarta.enterprise.inject.spi.CDI;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.naming.InitialContext;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The beans inside the deployed EAR, as another Jakarta EE module sees them. */
@ExtendWith(ArquillianExtension.class)
class BeansIT {

  @Deployment
  static EnterpriseArchive ear() {
    return GoimEar.with(BeansIT.class, ClientMessages.class);
  }

  @Test
  void shouldPushFromABeanToAConnectedClient() throws Exception {
    try (Socket client = login("bean-key", 77)) {
      assertEquals(1, bean(SessionDirectory.class).findKeys(List.of("bean-key")).size());
      assertEquals(1, bean(SessionDirectory.class).findMids(List.of(77L)).size());
      assertTrue(bean(OnlineNumbers.class).room("live://beans") >= 1);
      bean(PushService.class)
          .pushKeys(1000, List.of("bean-key"), "from a bean".getBytes(StandardCharsets.UTF_8));
      assertEquals("1000 from a bean", read(client));
    }
  }

  @Test
  void shouldTellABeanWhatAClientSends() throws Exception {
    try (Socket client = login("sender", 78)) {
      send(client, 4, "first");
      send(client, 5, "second");
      ClientMessage first = bean(ClientMessages.class).next();
      assertEquals("sender", first.key());
      assertEquals(78, first.mid());
      assertEquals(4, first.operation());
      assertEquals("first", new String(first.body(), StandardCharsets.UTF_8));
      assertEquals(
          "second", new String(bean(ClientMessages.class).next().body(), StandardCharsets.UTF_8));
    }
  }

  /** Otherwise Payara enters an application's context for each operation, at ten times the cost. */
  @Test
  void shouldKeepItsMapsInTheGridWithoutAnApplication() throws Exception {
    Object grid = call(InitialContext.doLookup("payara/Hazelcast"), "getOriginal");
    Object node = grid.getClass().getField("node").get(grid);
    Object tenants = call(call(node, "getNodeEngine"), "getTenantControlService");
    Method tenantOf = tenants.getClass().getMethod("getTenantControl", String.class, String.class);
    for (String map : List.of("goim.keys", "goim.mids", "goim.nodes", "goim.online", "goim.bans")) {
      Object tenant = tenantOf.invoke(tenants, "hz:impl:mapService", map);
      assertEquals("NoopTenantControl", tenant.getClass().getSimpleName(), map);
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static <T> T bean(Class<T> type) {
    return CDI.current().select(type).get();
  }

  private Socket login(String key, long mid) throws IOException {
    Socket client = new Socket("127.0.0.1", bean(CometSettings.class).tcpPort());
    client.setSoTimeout(20_000);
    String token = "{\"key\":\"%s\",\"mid\":%d,\"room_id\":\"live://beans\",\"accepts\":[1000]}";
    send(client, 7, token.formatted(key, mid));
    assertEquals("8 ", read(client));
    return client;
  }

  private static void send(Socket client, int operation, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    out.writeInt(16 + bytes.length);
    out.writeShort(16);
    out.writeShort(1);
    out.writeInt(operation);
    out.writeInt(1);
    out.write(bytes);
    out.flush();
  }

  private static String read(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    byte[] body = new byte[in.readInt() - 16];
    in.readInt();
    int operation = in.readInt();
    in.readInt();
    in.readFully(body);
    return operation + " " + new String(body, StandardCharsets.UTF_8);
  }
}
