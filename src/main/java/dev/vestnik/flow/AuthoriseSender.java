package dev.vestnik.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Who posts events, by their bearer token. Header {@link #SENDER} is the sender's name; where there is none, the header of
 * the HTTP status says why: 401, or 404 where nobody may post.
 */
public final class AuthoriseSender implements Processor {
    /** Header: the name that goes with the token. */
    public static final String SENDER = "VestnikSender";

    private static final String BEARER = "Bearer ";

    private final Map<String, String> tokens;

    /** @param tokens token by name */
    public AuthoriseSender(Map<String, String> tokens) {
        this.tokens = Map.copyOf(tokens);
    }

    @Override
    public void process(Exchange exchange) {
        String header = exchange.getMessage().getHeader("Authorization", String.class);
        exchange.getMessage().removeHeader("Authorization");
        exchange.getMessage().removeHeader(SENDER);
        String sender = sender(header);
        if (sender != null) {
            exchange.getMessage().setHeader(SENDER, sender);
        } else if (tokens.isEmpty()) {
            HttpAnswers.refuse(
                    exchange, 404, "POST /events is off: set VESTNIK_HTTP_TOKENS to name:token pairs, split by commas");
        } else {
            exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
            HttpAnswers.refuse(exchange, 401, "Give a token: Authorization: Bearer <token>");
        }
    }

    /** Compares all of them in constant time, so that answers tell nothing about tokens. */
    private @Nullable String sender(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        String found = null;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            if (MessageDigest.isEqual(given, token.getValue().getBytes(StandardCharsets.UTF_8))) {
                found = token.getKey();
            }
        }
        return found;
    }
}
