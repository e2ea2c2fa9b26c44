package dev.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | Bad Request: message is not modified: specified new message content is the same | NOT_MODIFIED
                    400 | Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 1     | UNPARSABLE
                    400 | Bad Request: chat not found                                    | UNREACHABLE
                    400 | Bad Request: user not found                                    | UNREACHABLE
                    400 | Bad Request: PEER_ID_INVALID                                   | UNREACHABLE
                    400 | Bad Request: USER_IS_BLOCKED                                   | UNREACHABLE
                    400 | Bad Request: YOU_BLOCKED_USER                                  | UNREACHABLE
                    400 | Bad Request: message to edit not found                         | MESSAGE_GONE
                    400 | Bad Request: MESSAGE_ID_INVALID                                | MESSAGE_GONE
                    400 | Bad Request: there is no text in the message to edit           | MESSAGE_GONE
                    400 | Bad Request: there is no caption in the message to edit        | MESSAGE_GONE
                    403 | Forbidden: bot was blocked by the user                         | UNREACHABLE
                    403 | Forbidden: bot was kicked from the group chat                  | UNREACHABLE
                    403 | Forbidden: user is deactivated                                 | UNREACHABLE
                    400 | Bad Request: message thread not found                          | PLACE_CLOSED
                    400 | Bad Request: TOPIC_CLOSED                                      | PLACE_CLOSED
                    400 | Bad Request: TOPIC_DELETED                                     | PLACE_CLOSED
                    400 | Bad Request: CHAT_WRITE_FORBIDDEN                              | PLACE_CLOSED
                    400 | Bad Request: not enough rights to send text messages to the chat | PLACE_CLOSED
                    400 | Bad Request: message is too long                               | REFUSED
                    413 | Request Entity Too Large                                       | REFUSED
                    401 | Unauthorized                                                   | WRONG_TOKEN
                    404 | Not Found                                                      | WRONG_TOKEN
                    500 | Internal Server Error                                          | TELEGRAM_DOWN
                    502 | Bad Gateway                                                    | TELEGRAM_DOWN
                    """)
    void meansWhatTelegramMeans(int code, String description, DeliveryFailure failure) {
        assertThat(DeliveryFailure.of(new TelegramError(code, description, null, null)))
                .isEqualTo(failure);
    }

    @Test
    void tooFastSaysHowLongToWait() {
        assertThat(DeliveryFailure.of(
                        new TelegramError(429, "Too Many Requests: retry after 7", Duration.ofSeconds(7), null)))
                .isEqualTo(DeliveryFailure.TOO_FAST);
    }

    @Test
    void aGroupThatMovedSaysWhereTo() {
        assertThat(DeliveryFailure.of(new TelegramError(
                        400, "Bad Request: group chat was upgraded to a supergroup chat", null, -1001234567890L)))
                .isEqualTo(DeliveryFailure.MIGRATED);
    }

    @Test
    void isAMetricLabel() {
        assertThat(DeliveryFailure.WRONG_TOKEN.label()).isEqualTo("wrong-token");
        assertThat(DeliveryOutcome.UNREACHABLE.label()).isEqualTo("unreachable");
    }
}
