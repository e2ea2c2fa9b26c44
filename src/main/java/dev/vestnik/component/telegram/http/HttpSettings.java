package dev.vestnik.component.telegram.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.jspecify.annotations.Nullable;

/**
 * Options of the connections to the Bot API server. Internal to the component.
 *
 * @param connectTimeout for the TCP connection
 * @param maxConnections to one server
 * @param ssl null: the JVM's default
 * @param proxyHost null: no proxy
 */
public record HttpSettings(
        Duration connectTimeout,
        int maxConnections,
        @Nullable SSLContext ssl,
        @Nullable String proxyHost,
        int proxyPort,
        TelegramProxyType proxyType) {}
