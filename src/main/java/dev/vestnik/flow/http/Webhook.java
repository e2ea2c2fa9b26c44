package dev.vestnik.flow.http;

import dev.vestnik.store.RedisJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Posts JSON to a URL, for routes of one's own: {@code bean: {ref: webhook, method: "post('https://…', ${body})"}}. The URL may
 * contain a secret, so that no exception contains it.
 */
public final class Webhook {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * Posts these fields as one JSON object.
     *
     * @throws IOException if there is no answer within ten seconds, or one other than 2xx: a stream then tries again
     */
    public void post(String url, Map<String, String> fields) throws IOException, InterruptedException {
        HttpResponse<Void> response;
        try {
            response = client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(TIMEOUT)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(RedisJson.write(fields)))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IllegalArgumentException unusable) {
            throw new IOException("The URL of the webhook is not an http or https URL");
        } catch (IOException failed) {
            throw new IOException(
                    "The webhook did not answer: " + failed.getClass().getSimpleName());
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException("The webhook answered " + response.statusCode());
        }
    }
}
