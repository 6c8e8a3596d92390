package io.goim.web.push;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.goim.access.ApiRole;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccessFeatureTest {

  /** What stands in docs/SECURITY.md, call by call: a new call must be added here by hand. */
  @Test
  void shouldKnowWhatEveryCallNeeds() {
    Map<String, String> needs = new TreeMap<>();
    for (Class<?> type : new PushApplication().getClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (verb != null) {
            needs.put(path(type, method) + " " + verb.value(), need(type, method));
          }
        }
      }
    }
    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("/push/keys POST", "push"),
                Map.entry("/push/mids POST", "push"),
                Map.entry("/push/room POST", "push"),
                Map.entry("/push/all POST", "push"),
                Map.entry("/online/top GET", "read"),
                Map.entry("/online/room GET", "read"),
                Map.entry("/online/total GET", "read"),
                Map.entry("/nodes/weighted GET", "nothing"),
                Map.entry("/nodes/instances GET", "read"),
                Map.entry("/metrics GET", "read"),
                Map.entry("/cluster GET", "read"),
                Map.entry("/admin/kick/keys POST", "admin"),
                Map.entry("/admin/kick/mids POST", "admin"),
                Map.entry("/admin/kick/room POST", "admin"),
                Map.entry("/admin/bans GET", "admin"),
                Map.entry("/admin/bans POST", "admin"),
                Map.entry("/admin/bans DELETE", "admin"),
                Map.entry("/admin/connections GET", "admin"),
                Map.entry("/admin/rooms GET", "read"),
                Map.entry("/admin/trace GET", "admin"),
                Map.entry("/admin/log GET", "admin"),
                Map.entry("/admin/log POST", "admin"),
                Map.entry("/admin/drain GET", "admin"),
                Map.entry("/admin/drain POST", "admin"))),
        needs);
  }

  @Test
  void shouldTakeACallThatSaysNothingForAnAdministrators() throws Exception {
    assertEquals(
        ApiRole.ADMIN, AccessFeature.role(info(Silent.class, Silent.class.getMethods()[0])));
  }

  /** A resource whose author forgot. */
  public static final class Silent {
    public static void call() {
      // Nothing.
    }
  }

  private static String path(Class<?> type, Method method) {
    Path own = method.getAnnotation(Path.class);
    return type.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
  }

  private static String need(Class<?> type, Method method) {
    return method.isAnnotationPresent(Needs.Nothing.class)
        ? "nothing"
        : AccessFeature.role(info(type, method)).name().toLowerCase(java.util.Locale.ROOT);
  }

  private static ResourceInfo info(Class<?> type, Method method) {
    return new ResourceInfo() {
      @Override
      public Method getResourceMethod() {
        return method;
      }

      @Override
      public Class<?> getResourceClass() {
        return type;
      }
    };
  }
}
