package dev.vestnik.config.update;

import java.util.Locale;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** This process has the role {@code bot}, and updates come by a webhook. */
final class OnWebhook implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment settings = context.getEnvironment();
        return !settings.getProperty("vestnik.telegram.webhook.url", "").isBlank()
                && settings.getProperty("vestnik.roles", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("bot");
    }
}
