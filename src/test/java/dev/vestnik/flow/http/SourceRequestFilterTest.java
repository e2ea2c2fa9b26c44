package dev.vestnik.flow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.flow.LogThrottle;
import dev.vestnik.ops.source.SourceMeters;
import dev.vestnik.source.RequestRate;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.web.HttpRoutes;
import dev.vestnik.web.PublicAccess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SourceRequestFilterTest {
    private static final String TOKEN = "token-of-the-pump";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final WebhookSources webhooks = new WebhookSources();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SourceCounters counters = new SourceMeters(meters);
    private final SourceRequestFilter filter = filter(Map.of("zabbix", "secret"));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain route = new MockFilterChain();

    @Test
    void passesOnTheBodyOfAKnownSender() throws Exception {
        ask("application/json", "secret", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(passedOn()).hasContent("{}");
    }

    @BeforeEach
    void routes() throws Exception {
        PlatformHttpComponent http = new PlatformHttpComponent();
        http.setEngine(new NoEngine());
        camel.addComponent("platform-http", http);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/events?httpMethodRestrict=POST")
                        .routeId("source-http")
                        .to("log:x");
                from("platform-http:/hook").routeId("hook").to("log:x");
                from("platform-http:/open/{name}")
                        .routeId("open")
                        .routePolicy(new PublicAccess())
                        .to("log:x");
                from("platform-http:/open/ward").routeId("ward").to("log:x");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/hook", "/hook/", "/hook/below", "/%68ook", "/hook;x=1", "/open/ward"})
    void readsNothingWithoutAToken(String path) throws Exception {
        MockHttpServletRequest request = request("application/json", "guess");
        request.setRequestURI(path);
        request.setContent(new byte[100]);

        filter.doFilter(request, response, route);

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(response.getContentAsString()).contains("Give a token: Authorization: Bearer <token>");
        assertThat(route.getRequest()).isNull();
        assertThat(request.getInputStream().available()).isEqualTo(100);
    }

    @Test
    void withoutAConfiguredTokenThePathIsOff() throws Exception {
        MockHttpServletRequest request = request("application/json", "guess");
        request.setRequestURI("/hook");

        filter(Map.of()).doFilter(request, response, route);

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentAsString()).contains("set VESTNIK_HTTP_TOKENS");
    }

    @Test
    void aPublicRouteServesEverybodyWithinTheLimit() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/open/door");
        request.addHeader(SourceRequestFilter.SENDER, "forged");
        request.setContent(new byte[10]);
        filter.doFilter(request, response, route);
        assertThat(passedOn().readAllBytes()).hasSize(10);
        assertThat(passed().getHeader(SourceRequestFilter.SENDER)).isNull();

        request.setContent(new byte[SourceRequestFilter.MAX_REQUEST + 1]);
        filter.doFilter(request, response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(413);
    }

    @Test
    void theRouteSeesTheSenderInPlaceOfItsToken() throws Exception {
        ask("application/json", "secret", new byte[0]);

        assertThat(passed().getHeader("authorization")).isNull();
        assertThat(passed().getHeader(SourceRequestFilter.SENDER)).isEqualTo("zabbix");
        assertThat(Collections.list(passed().getHeaderNames())).doesNotContain("Authorization");
    }

    @Test
    void aPathWithoutARouteIsLeftToOthers() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sandbox/state");

        filter.doFilter(request, response, route);

        assertThat(route.getRequest()).isSameAs(request);
    }

    @Test
    void aFormReachesALocalRouteRepairedAndPartsUnreadAndOfLimitedLength() throws Exception {
        MockHttpServletRequest request = request("application/x-www-form-urlencoded", "secret");
        request.setRequestURI("/hook");
        request.setContent("a=100%".getBytes(StandardCharsets.UTF_8));
        filter.doFilter(request, response, route);
        assertThat(passedOn()).hasContent("a=100%25");
        assertThat(passed().getContentType()).isEqualTo("application/x-www-form-urlencoded");

        MockHttpServletRequest endless = request("multipart/form-data; boundary=x", "secret");
        endless.setRequestURI("/hook");
        filter.doFilter(endless, response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(413);
    }

    @Test
    void refusesALargeRequestUnread() throws Exception {
        MockHttpServletRequest request = request("application/json", "secret");
        request.setContent(new byte[SourceRequestFilter.MAX_REQUEST + 1]);

        filter.doFilter(request, response, route);

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(route.getRequest()).isNull();
        assertThat(request.getInputStream().available()).isEqualTo(SourceRequestFilter.MAX_REQUEST + 1);
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
        askCompressed(gzip(new byte[SourceRequestFilter.MAX_REQUEST + 1]));

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(route.getRequest()).isNull();
    }

    @Test
    void passesOnADecompressedBody() throws Exception {
        askCompressed(gzip("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(passedOn().readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
        assertThat(passed().getHeader("Content-Encoding")).isNull();
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
        StartingFilter starting = new StartingFilter(path -> path.equals("/"));

        starting.doFilter(request("application/json", "secret"), response, route);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(route.getRequest()).isNull();

        starting.doFilter(new MockHttpServletRequest("GET", "/"), response, route);
        assertThat(route.getRequest()).isNotNull();
        route.reset();

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

    @Test
    void aSourceWithATokenOfItsOwnTakesThatOneOnly() throws Exception {
        webhooks.put(webhook(TokenPlace.HEADER, "1000/s,1000"));

        send("/hook", "secret", "{}");
        assertThat(response.getStatus()).as("the token of another sender").isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(response.getContentAsString())
                .contains("Give the token of this source")
                .doesNotContain(TOKEN);
        assertThat(route.getRequest()).isNull();
        send("/%68ook", "secret", "{}");
        assertThat(route.getRequest()).as("the same path, written otherwise").isNull();

        send("/hook", TOKEN, "{}");
        assertThat(passedOn()).hasContent("{}");
        assertThat(passed().getHeader(SourceRequestFilter.SENDER)).isEqualTo("pump");
        assertThat(passed().getHeader("Authorization")).isNull();
        assertThat(counted("unauthorized")).isEqualTo(2);
    }

    @Test
    void theTokenInAnAddressIsNotShownToTheRoute() throws Exception {
        webhooks.put(webhook(TokenPlace.PATH, "unlimited"));
        send("/hook/" + TOKEN, "none", "{}");
        assertThat(passed().getRequestURI()).isEqualTo("/hook");
        assertThat(passed().getRequestURL().toString()).doesNotContain(TOKEN);
        assertThat(passed().getServletPath()).isEqualTo("/hook");

        route.reset();
        send("/hook/" + TOKEN + "x", "none", "{}");
        send("/hook", TOKEN, "{}");
        assertThat(route.getRequest()).isNull();

        webhooks.put(webhook(TokenPlace.QUERY, "unlimited"));
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/hook");
        request.setQueryString("a=b&token=" + TOKEN.replace("-", "%2D"));
        request.setParameter("token", TOKEN);
        filter.doFilter(request, response, route);
        assertThat(passed().getQueryString()).isNull();
        assertThat(passed().getParameterMap()).isEmpty();
        assertThat(passed().getParameter("token")).isNull();
    }

    @Test
    void aSourceIsLimitedInTypeRateAndSize() throws Exception {
        webhooks.put(webhook(TokenPlace.HEADER, "6/m,2"));
        MockHttpServletRequest form = new MockHttpServletRequest("POST", "/hook");
        form.addHeader("Authorization", "Bearer " + TOKEN);
        form.setContentType("application/x-www-form-urlencoded");
        filter.doFilter(form, response, route);
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.getContentAsString()).contains("The Content-Type of this source is application/json");

        send("/hook", TOKEN, "x".repeat(101));
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString()).contains("up to 100 bytes");
        send("/hook", TOKEN, "{}");
        assertThat(route.getRequest()).isNotNull();

        send("/hook", TOKEN, "{}");
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isIn("9", "10");
        assertThat(counted("unsupported_type")).isEqualTo(1);
        assertThat(counted("too_large")).isEqualTo(1);
        assertThat(counted("too_many")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void theBodyOfAFormIsLeftToTheMapping(String type) throws Exception {
        webhooks.put(webhook(TokenPlace.HEADER, "unlimited", "*/*"));
        MockHttpServletRequest form = request(type, TOKEN);
        form.setRequestURI("/hook");
        form.setContent("sensor=100%".getBytes(StandardCharsets.UTF_8));

        filter.doFilter(form, response, route);

        assertThat(passedOn()).hasContent("sensor=100%");
        assertThat(passed().getContentType()).isNull();
        assertThat(passed().getHeader("Content-Type")).isEqualTo(type);
    }

    private static WebhookSource webhook(TokenPlace place, String rate) {
        return webhook(place, rate, "application/json");
    }

    private static WebhookSource webhook(TokenPlace place, String rate, String type) {
        return new WebhookSource(
                "pump",
                "/hook",
                TOKEN,
                place,
                100,
                List.of(type),
                new RequestRate(Rate.parse(rate), Clock.systemUTC()));
    }

    private double counted(String outcome) {
        return meters.get("vestnik.source.requests")
                .tag("source", "pump")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private void send(String path, String token, String body) throws IOException, ServletException {
        MockHttpServletRequest request = request("application/json", token);
        request.setRequestURI(path);
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        response.reset();
        filter.doFilter(request, response, route);
    }

    private void ask(@Nullable String type, String token, byte[] body) throws IOException, ServletException {
        MockHttpServletRequest request = request(type, token);
        request.setContent(body);
        filter.doFilter(request, response, route);
    }

    private SourceRequestFilter filter(Map<String, String> tokens) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("camel", camel));
        return new SourceRequestFilter(
                new HttpRoutes(beans.getBeanProvider(CamelContext.class)),
                new WebhookRequests(webhooks, counters, new LogThrottle(Clock.systemUTC())),
                new TelegramRequests("/telegram", "secret", new LogThrottle(Clock.systemUTC())),
                new SenderTokens(tokens),
                new LogThrottle(Clock.systemUTC()));
    }

    private HttpServletRequest passed() {
        return (HttpServletRequest) Objects.requireNonNull(route.getRequest());
    }

    private InputStream passedOn() throws IOException {
        return Objects.requireNonNull(route.getRequest()).getInputStream();
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

    /** Registers paths without a server. */
    private static final class NoEngine implements PlatformHttpEngine {
        @Override
        public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            return new Listener(endpoint, processor);
        }

        @Override
        public int getServerPort() {
            return 0;
        }
    }

    private static final class Listener extends DefaultConsumer implements PlatformHttpConsumer {
        Listener(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }
    }
}
