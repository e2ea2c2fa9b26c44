package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTokensTest {
    private final SenderTokens senders = new SenderTokens(Map.of("zabbix", "secret-one", "grafana", "secret-two"));

    @Test
    void findsTheSenderOfAToken() {
        assertThat(senders.sender("Bearer secret-one")).contains("zabbix");
        assertThat(senders.sender("bearer  secret-two ")).contains("grafana");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer secret", "Bearer secret-one2", "Basic secret-one", "secret-one"
            })
    void findsNoSenderForAnythingElse(String header) {
        assertThat(senders.sender(header)).isEmpty();
        assertThat(senders.sender(null)).isEmpty();
        assertThat(new SenderTokens(Map.of()).sender(header)).isEmpty();
    }
}
