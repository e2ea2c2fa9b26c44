package dev.vestnik.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryFiles;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.testing.LogLines;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final List<OutboxText> told = new ArrayList<>();
    private DirectorySteps steps;

    @BeforeEach
    void logInTwoUsersOfWhomOneIsInTheFiles() {
        directories = new DirectoryService(REDIS.commands(), REDIS.keys(), false);
        users = new UserService(REDIS.commands(), REDIS.keys(), Samples.STATUSES, Samples.CLOCK);
        users.login(1, "+79160000001", "ru");
        users.login(2, "+79160000002", "ru");
        steps = steps(new Files(FILES), false);
    }

    @Test
    void directoryIsLoadedBeforeTheRoutesStart() {
        steps.refreshEarly();

        assertThat(directories.current().person("+79160000001")).isPresent();
    }

    @Test
    void firstExchangeReportsTheRefreshBeforeStart() {
        steps.refreshEarly();

        Exchange first = exchange();
        assertThat(first.getMessage().getBody()).isEqualTo(true);
        assertThat(first.getProperty(DirectorySteps.LOGGED_OUT, List.class))
                .extracting(user -> ((User) user).chat())
                .containsExactly(2L);
        assertThat(exchange().getMessage().getBody()).isEqualTo(false);
    }

    @Test
    void failedRefreshDoesNotCountAsTheFirst() {
        steps.refreshEarly();
        AtomicBoolean away = new AtomicBoolean(true);
        steps = steps(failing(new Files(FILES), away), true);

        assertThatThrownBy(steps::refreshEarly).isInstanceOf(RedisException.class);
        away.set(false);

        assertThat(exchange().getMessage().getBody()).isEqualTo(true);
    }

    @Test
    void aRefusalIsToldToTheAdministratorsAndTheLogHasTheFirstFaults() {
        directories.replace(Directory.of(List.of(Samples.CLARA), Map.of("north", "North"), Map.of()));
        users.login(1003, Samples.CLARA.phone(), "en");
        Map<String, String> wrong = new HashMap<>(FILES);
        wrong.put("people.csv", "phone,name,areas\n" + "x,Anna,north\n".repeat(20_000));
        steps = steps(new Files(wrong), false);

        try (LogLines log = LogLines.of(DirectorySteps.class)) {
            assertThat(exchange().getMessage().getBody()).isEqualTo(false);
            exchange();

            assertThat(log.texts()).hasSize(22).endsWith("and 19980 more faults in the new directory");
        }
        assertThat(told).singleElement().satisfies(text -> assertThat(text.html())
                .contains("20000 errors")
                .contains("<code>people.csv</code> line 2: the phone number is not a number"));
    }

    private DirectorySteps steps(DirectoryFiles source, boolean replaceAll) {
        return new DirectorySteps(
                new DirectoryRefresher(
                        directories,
                        new DirectoryRefusals(REDIS.commands(), REDIS.keys()),
                        source,
                        steps -> Optional.empty(),
                        0.2,
                        false),
                directories,
                users,
                new IncidentStore(REDIS.commands(), REDIS.keys(), Duration.ofDays(7), Clock.systemUTC()),
                new AdminNotices(
                        REDIS.commands(),
                        REDIS.keys(),
                        users,
                        directories,
                        told::addAll,
                        Runnable::run,
                        Clock.systemUTC()),
                Duration.ofDays(7),
                replaceAll);
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(camel);
        steps.refresh(exchange);
        return exchange;
    }

    private static DirectoryFiles failing(DirectoryFiles source, AtomicBoolean away) {
        return new DirectoryFiles() {
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

    private record Files(Map<String, String> files) implements DirectoryFiles {
        @Override
        public Optional<byte[]> read(String file) {
            return Optional.ofNullable(files.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String where() {
            return "a test";
        }
    }
}
