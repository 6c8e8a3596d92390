package io.goim.ops;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * One instance a node, made by CDI and handed out as it is, without a proxy: event loops call these
 * objects. A stereotype, because {@link Singleton} alone does not make a class a bean in an archive
 * that CDI searches for annotations only.
 */
@Stereotype
@Singleton
@Documented
@Target(TYPE)
@Retention(RUNTIME)
public @interface NodeBean {}
