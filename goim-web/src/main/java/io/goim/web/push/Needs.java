package io.goim.web.push;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.goim.access.ApiRole;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** What a caller needs for a call; on a method it counts before the one on its class. */
@Documented
@Target({TYPE, METHOD})
@Retention(RUNTIME)
@interface Needs {

  /** One role. */
  ApiRole value();

  /** For whoever reaches the port: clients, before they are clients. */
  @Documented
  @Target(METHOD)
  @Retention(RUNTIME)
  @interface Nothing {}
}
