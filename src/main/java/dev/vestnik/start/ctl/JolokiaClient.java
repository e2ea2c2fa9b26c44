package dev.vestnik.start.ctl;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** Asks the Jolokia of a running Vestnik, by POST with the operator's login. */
final class JolokiaClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CtlOptions options;

    JolokiaClient(CtlOptions options) {
        this.options = options;
    }

    /** @return the value of the answer */
    JsonNode ask(Map<String, Object> request) throws CtlException {
        JsonNode answer;
        try {
            answer = JSON.readTree(post(JSON.writeValueAsBytes(request)));
        } catch (JacksonException e) {
            throw new CtlException(
                    CtlCommand.UNREACHABLE, options.url() + " is not the management port of a Vestnik: no JSON");
        } catch (IOException e) {
            throw new CtlException(
                    CtlCommand.UNREACHABLE,
                    options.url() + " does not answer (" + e.getMessage()
                            + "). --url names the management port of a running Vestnik");
        }
        if (answer.path("status").asInt() != HttpURLConnection.HTTP_OK) {
            throw new CtlException(CtlCommand.REFUSED, sentence(answer));
        }
        return answer.path("value");
    }

    private byte[] post(byte[] body) throws IOException, CtlException {
        HttpURLConnection connection = (HttpURLConnection)
                options.url().resolve("/observe/jolokia").toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        String login = options.user() + ":" + Objects.requireNonNullElse(options.password(), "");
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            if (status == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new CtlException(CtlCommand.REFUSED, sentence(error(connection)));
            }
            throw refused(status, connection.getHeaderField("Retry-After"));
        }
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static JsonNode error(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            return in == null ? JSON.nullNode() : JSON.readTree(in.readAllBytes());
        } catch (JacksonException notJson) {
            return JSON.nullNode();
        }
    }

    private CtlException refused(int status, String wait) {
        return switch (status) {
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new CtlException(
                        CtlCommand.NO_LOGIN,
                        options.password() == null
                                ? "A password is needed: --password-file, or the variable VESTNIK_ADMIN_PASSWORD"
                                : "The login of " + options.user() + " is refused: user or password is wrong");
            case 429 ->
                new CtlException(
                        CtlCommand.NO_LOGIN, "Too many wrong passwords came from here: wait " + wait + " seconds");
            default ->
                new CtlException(
                        CtlCommand.UNREACHABLE,
                        options.url() + " answers " + status + ": is it the management port of a Vestnik?");
        };
    }

    /** Jolokia puts the class of the exception before its message. */
    private static String sentence(JsonNode answer) {
        return answer.path("error").asText("refused").replaceFirst("^([\\w$]+\\.)+[\\w$]+\\s*:\\s*", "");
    }
}
