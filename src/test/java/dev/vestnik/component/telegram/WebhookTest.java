package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.TelegramEndpoint;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
    private static final String UPDATE = "{\"update_id\":10,\"message\":{\"message_id\":1,\"date\":1700000000,"
            + "\"chat\":{\"id\":5,\"type\":\"private\"},\"text\":\"hi\"}}";

    private final FakeBotApi telegram = new FakeBotApi();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        telegram.close();
    }

    @Test
    void anUpdateWithTheRegisteredSecretIsRoutedLikeAPolledOne() throws Exception {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            TelegramEndpoint endpoint = endpoint(camel);
            endpoint.registerWebhook();
            JsonNode registered = telegram.calls("setWebhook").get(0).json();
            assertThat(registered.path("url").asText()).isEqualTo("https://bot.example.org/hook");

            Exchange posted = post(endpoint, registered.path("secret_token").asText(), UPDATE);

            assertThat(posted.getException()).isNull();
            assertThat(posted.getMessage().getBody()).isEqualTo("");
            assertThat(routed).hasSize(1);
        }
    }

    @Test
    void anUpdateWithoutTheSecretIsForbidden() throws Exception {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            TelegramEndpoint endpoint = endpoint(camel);

            for (String secret : new String[] {null, "guessed"}) {
                assertThat(post(endpoint, secret, UPDATE).getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                        .isEqualTo(403);
            }
            assertThat(routed).isEmpty();
        }
    }

    @Test
    void aBodyThatIsNoUpdateFailsWithoutQuotingIt() throws Exception {
        try (TelegramContext camel = TelegramContext.ours(telegram).start()) {
            TelegramEndpoint endpoint = endpoint(camel);
            endpoint.registerWebhook();
            String secret = telegram.calls("setWebhook")
                    .get(0)
                    .json()
                    .path("secret_token")
                    .asText();

            for (String body : List.of("{\"update_id\": oops", "[\"oops\"]")) {
                assertThat(post(endpoint, secret, body).getException())
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("Invalid update")
                        .hasMessageNotContaining("oops")
                        .hasNoCause();
            }
            assertThat(routed).isEmpty();
        }
    }

    private Exchange post(TelegramEndpoint endpoint, String secret, String body) throws Exception {
        Exchange exchange = new DefaultExchange(endpoint.getCamelContext());
        exchange.getIn().setBody(body);
        if (secret != null) {
            exchange.getIn().setHeader(SECRET, secret);
        }
        endpoint.createWebhookHandler(received -> {
                    assertThat(received.getMessage().getHeader(SECRET)).isNull();
                    assertThat(received.getMessage().getHeader(TelegramConstants.TELEGRAM_CHAT_ID))
                            .isEqualTo("5");
                    assertThat(received.getMessage()
                                    .getBody(IncomingMessage.class)
                                    .getText())
                            .isEqualTo("hi");
                    routed.add(received);
                })
                .process(exchange);
        return exchange;
    }

    private static TelegramEndpoint endpoint(TelegramContext camel) {
        TelegramEndpoint endpoint = camel.camel().getEndpoint("telegram:bots", TelegramEndpoint.class);
        WebhookConfiguration webhook = new WebhookConfiguration();
        webhook.setWebhookExternalUrl("https://bot.example.org");
        webhook.setWebhookPath("/hook");
        webhook.storeConfiguration(new RestConfiguration());
        endpoint.setWebhookConfiguration(webhook);
        return endpoint;
    }
}
