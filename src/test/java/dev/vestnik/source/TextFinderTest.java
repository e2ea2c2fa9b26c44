package dev.vestnik.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.testing.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mappings find in the texts of senders, and how severities become statuses. */
class TextFinderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3|10.1.2.3",
                "10.1.2.3:9116|10.1.2.3",
                "http://10.1.2.3:9100/metrics|10.1.2.3",
                "https://[2001:db8::1]:9100/|2001:db8::1",
                "core-7 (10.1.2.3) is down.|10.1.2.3",
                "Host 10.1.2.3.|10.1.2.3",
                "from 10.1.2.3, to 10.9.9.9|10.1.2.3",
                "10.1.2.3/24|10.1.2.3",
                "::1|::1",
                "fe80::|fe80::",
                "db-1.example:9100|",
                "version 1.2.3.4.5|",
                "release-10.1.2.3|",
                "at 10:15:30|",
                "00:11:22:33:44:55|",
                "std::cafe|",
                "999.1.2.3|",
                "1.2.3|",
                ":::|",
                "....|"
            })
    void findsTheFirstAddress(String text, String address) {
        assertThat(TextFinder.ip(text).orElse(null)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call +7 (916) 123-45-67 now|+79161234567",
                "8 916 123-45-67|+79161234567",
                "2026-11-23 10:00|",
                "port 9100|"
            })
    void findsTheFirstPhone(String text, String phone) {
        assertThat(TextFinder.phone(text, PhoneNumber::normalise).orElse(null)).isEqualTo(phone);
    }

    @ParameterizedTest
    @CsvSource({
        "5m, PT5M",
        "1h30m, PT1H30M",
        "1d 2h, PT26H",
        "90, PT1M30S",
        "1.5s, PT1.5S",
        "250ms, PT0.25S",
        "PT5M, PT5M",
        "soon,",
        "5 minutes,",
        "P1Y,",
        "5m later,"
    })
    void readsDurations(String text, String duration) {
        assertThat(TextFinder.duration(text).orElse(null)).isEqualTo(duration);
    }

    @Test
    void aSeverityBecomesAStatusByTheTable() {
        Severities severities =
                new Severities(Map.of("Page", "critical", "low", "info", "other", "warning"), Samples.STATUSES);

        assertThat(severities.fault()).isEmpty();
        assertThat(severities.status(" PAGE ")).isEqualTo("critical");
        assertThat(severities.status("odd")).isEqualTo("warning");
        assertThat(severities.status(null)).isEqualTo("warning");
        assertThat(severities.resolved()).isEqualTo("resolved");
        assertThat(new Severities(Map.of("page", "alarm"), Samples.STATUSES).fault())
                .contains("page: alarm");
    }

    @Test
    void aRateIsLimitedAfterItsBurstAndSaysHowLongToWait() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        RequestRate rate = new RequestRate(Rate.parse("6/m,3"), Clock.fixed(now, ZoneOffset.UTC));

        assertThat(rate.take()).isZero();
        assertThat(rate.take()).isZero();
        assertThat(rate.take()).isZero();
        assertThat(rate.take()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rate.take()).as("a refused request does not count").isEqualTo(Duration.ofSeconds(10));
        assertThat(new RequestRate(Rate.UNLIMITED, Clock.systemUTC()).take()).isZero();
    }
}
