package dev.vestnik.component.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"HTTP", "SOCKS5"})
    void everyCallGoesThroughTheProxyAndTheProxySeesNoPath(TelegramProxyType type) throws Exception {
        AsyncTelegramComponent component = new AsyncTelegramComponent();
        OutgoingTextMessage message = new OutgoingTextMessage();
        message.setChatId("7");
        message.setText("through");
        try (SecureBotApi telegram = new SecureBotApi(folder);
                TunnelProxy proxy = new TunnelProxy()) {
            component.setSslContextParameters(telegram.trust());
            component.setProxyType(type);
            component.setProxyHost("127.0.0.1");
            component.setProxyPort(proxy.port());
            try (TelegramContext camel =
                    TelegramContext.of(component, telegram.uri()).start()) {
                assertThat(camel.send("telegram:bots", message).getException()).isNull();
            }

            assertThat(telegram.calls("sendMessage")).hasSize(1);
            assertThat(proxy.tunnels())
                    .containsExactly(type + " " + telegram.uri().substring("https://".length()));
        }
    }
}
