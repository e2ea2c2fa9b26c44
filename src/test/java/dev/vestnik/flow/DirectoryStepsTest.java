package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryRefresher;
import dev.vestnik.directory.csv.DirectorySource;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryStepsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Map<String, String> FILES = Map.of(
            "people.csv", "phone,name,areas\n+79160000001,Anna,north\n",
            "areas.csv", "area,name\nnorth,North\n",
            "rangeips.csv", "cidr,area\n10.1.0.0/16,north\n");

    private final CamelContext camel = new DefaultCamelContext();
    private DirectoryService directories;
    private UserService users;
    private DirectorySteps steps;

    @BeforeEach
    void logInTwoUsersOfWhomOneIsInTheFiles() {
        directories = new DirectoryService(REDIS.commands(), REDIS.keys(), false);
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES);
        users.login(1, "+79160000001", "ru");
        users.login(2, "+79160000002", "ru");
        steps = steps(new Files(), false);
    }

    @Test
    void directoryIsLoadedBeforeTheRoutesStart() {
        steps.refreshBeforeStart();

        assertThat(directories.current().person("+79160000001")).isPresent();
    }

    @Test
    void firstExchangeReportsTheRefreshBeforeStart() {
        steps.refreshBeforeStart();

        Exchange first = exchange();
        assertThat(first.getMessage().getBody()).isEqualTo(true);
        assertThat(first.getProperty(DirectorySteps.LOGGED_OUT, List.class))
                .extracting(user -> ((User) user).chat())
                .containsExactly(2L);
        assertThat(exchange().getMessage().getBody()).isEqualTo(false);
    }

    @Test
    void failedRefreshDoesNotCountAsTheFirst() {
        steps.refreshBeforeStart();
        AtomicBoolean away = new AtomicBoolean(true);
        steps = steps(failing(new Files(), away), true);

        assertThatThrownBy(steps::refreshBeforeStart).isInstanceOf(RedisException.class);
        away.set(false);

        assertThat(exchange().getMessage().getBody()).isEqualTo(true);
    }

    private DirectorySteps steps(DirectorySource source, boolean replaceAll) {
        return new DirectorySteps(
                new DirectoryRefresher(directories, source, 0.2, false),
                directories,
                users,
                new IncidentStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(7), Clock.systemUTC()),
                Duration.ofDays(7),
                replaceAll);
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(camel);
        steps.refresh(exchange);
        return exchange;
    }

    private static DirectorySource failing(DirectorySource source, AtomicBoolean away) {
        return new DirectorySource() {
            @Override
            public Optional<byte[]> read(String file) throws IOException {
                if (away.get()) {
                    throw new RedisException("Connection refused");
                }
                return source.read(file);
            }

            @Override
            public String where() {
                return source.where();
            }
        };
    }

    private record Files() implements DirectorySource {
        @Override
        public Optional<byte[]> read(String file) {
            return Optional.ofNullable(FILES.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String where() {
            return "a test";
        }
    }
}
