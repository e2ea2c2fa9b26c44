package dev.vestnik.ops.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Guessing the password is slow. */
class LoginThrottleTest {
    private final LoginThrottle throttle =
            new LoginThrottle(Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void whoGuessesTooOftenHasToWaitAndOthersDoNot() throws Exception {
        for (int i = 0; i < LoginThrottle.MOST; i++) {
            assertThat(login("10.0.0.1").getStatus()).isEqualTo(200);
            throttle.wrong("10.0.0.1");
        }

        assertThat(login("10.0.0.1").getStatus()).isEqualTo(429);
        assertThat(login("10.0.0.1").getHeader("Retry-After")).isEqualTo("61");
        assertThat(login("10.0.0.2").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse login(String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/observe/info");
        request.setRemoteAddr(address);
        request.addHeader("Authorization", "Basic Z3Vlc3M=");
        MockHttpServletResponse response = new MockHttpServletResponse();
        throttle.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
