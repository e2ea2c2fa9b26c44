package dev.vestnik.config;

import dev.vestnik.start.StartMode;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if this process starts or joins a Redis from the jar. */
final class OnEmbeddedRedis implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getBeanFactory() != null
                && context.getBeanFactory().getBean(StartMode.class).embeddedRedis();
    }
}
