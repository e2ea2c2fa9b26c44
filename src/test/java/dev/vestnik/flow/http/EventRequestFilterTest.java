package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EventRequestFilterTest {
    private final EventRequestFilter filter = new EventRequestFilter(new SenderTokens(Map.of("zabbix", "secret")));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain route = new MockFilterChain();

    @Test
    void passesOnTheBodyOfAKnownSender() throws Exception {
        ask("application/json", "secret", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(passedOn()).hasContent("{}");
    }

    @Test
    void readsNothingWithoutAToken() throws Exception {
        MockHttpServletRequest request = request("application/json", "guess");
        request.setContent(new byte[100]);

        filter.doFilter(request, response, route);

        assertThat(passedOn()).isEmpty();
        assertThat(request.getInputStream().available()).isEqualTo(100);
    }

    @Test
    void refusesALargeRequestUnread() throws Exception {
        MockHttpServletRequest request = request("application/json", "secret");
        request.setContent(new byte[EventRequestFilter.MAX_REQUEST + 1]);

        filter.doFilter(request, response, route);

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(route.getRequest()).isNull();
        assertThat(request.getInputStream().available()).isEqualTo(EventRequestFilter.MAX_REQUEST + 1);
    }

    @Test
    void refusesAnEndlessRequestAtTheLimit() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/events") {
            @Override
            public DelegatingServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new Endless());
            }
        };
        request.addHeader("Authorization", "Bearer secret");
        request.setContentType("application/json");

        filter.doFilter(request, response, route);

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString()).contains("8388608");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/xml"})
    void refusesOtherContentTypes(String type) throws Exception {
        ask(type, "secret", new byte[2]);

        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentAsString()).contains("Content-Type: application/json");
        assertThat(route.getRequest()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/cloudevents+json",
                "text/plain"
            })
    void passesOnJsonContentTypes(String type) throws Exception {
        ask(type, "secret", new byte[2]);

        assertThat(route.getRequest()).isNotNull();
    }

    @Test
    void countsTheBytesAfterTheDecompression() throws Exception {
        askCompressed(gzip(new byte[EventRequestFilter.MAX_REQUEST + 1]));

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(route.getRequest()).isNull();
    }

    @Test
    void passesOnADecompressedBody() throws Exception {
        askCompressed(gzip("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(passedOn().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(((HttpServletRequest) java.util.Objects.requireNonNull(route.getRequest()))
                        .getHeader("Content-Encoding"))
                .isNull();
    }

    @Test
    void refusesWhatIsNoGzipOrNotAllOfIt() throws Exception {
        askCompressed("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(response.getStatus()).isEqualTo(400);

        byte[] whole = gzip(new byte[1000]);
        askCompressed(java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(route.getRequest()).isNull();
    }

    @Test
    void answersThatTheServiceStartsUntilItHas() throws Exception {
        StartingFilter starting = new StartingFilter();

        starting.doFilter(request("application/json", "secret"), response, route);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(route.getRequest()).isNull();

        starting.started();
        starting.doFilter(request("application/json", "secret"), response, route);
        assertThat(route.getRequest()).isNotNull();
    }

    private void askCompressed(byte[] body) throws IOException, ServletException {
        MockHttpServletRequest request = request("application/json", "secret");
        request.addHeader("Content-Encoding", "gzip");
        request.setContent(body);
        filter.doFilter(request, response, route);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }

    @Test
    void passesOnARequestWithoutContentType() throws Exception {
        ask(null, "secret", new byte[2]);

        assertThat(route.getRequest()).isNotNull();
    }

    private void ask(@Nullable String type, String token, byte[] body) throws IOException, ServletException {
        MockHttpServletRequest request = request(type, token);
        request.setContent(body);
        filter.doFilter(request, response, route);
    }

    private InputStream passedOn() throws IOException {
        return java.util.Objects.requireNonNull(route.getRequest()).getInputStream();
    }

    private static MockHttpServletRequest request(@Nullable String type, String token) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/events");
        request.addHeader("Authorization", "Bearer " + token);
        request.setContentType(type);
        return request;
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }
}
