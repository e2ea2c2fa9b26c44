package dev.vestnik.component.telegram;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the Bot API server.
 *
 * @param connectTimeout for the TCP connection
 * @param maxConnections to one server
 * @param ssl null: the JVM's own
 * @param proxyHost null: none
 */
record HttpSettings(
        Duration connectTimeout,
        int maxConnections,
        @Nullable SSLContext ssl,
        @Nullable String proxyHost,
        int proxyPort,
        TelegramProxyType proxyType) {}
