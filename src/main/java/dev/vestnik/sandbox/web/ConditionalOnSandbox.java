package dev.vestnik.sandbox.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Active only in the process that runs the sandbox: {@code vestnik.sandbox.owner=true}, which the start-up decides. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "vestnik.sandbox.owner", havingValue = "true")
public @interface ConditionalOnSandbox {}
