package dev.vestnik.sandbox.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;

/** Active only in the process that runs the sandbox, where the start registers a bean named {@code sandboxOwner}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnBean(name = "sandboxOwner")
public @interface ConditionalOnSandbox {}
