package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.user.UserService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More people for one event than one command of a script takes words: all get it, and nothing becomes a dead letter. */
class ManyRecipientsIT {
    private static final int PEOPLE = 8_000;

    /** Messages that show how the rest would be sent. */
    private static final int SENT = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void eightThousandPeopleGetOneEvent_AddressedToThemOrToTheirArea() throws Exception {
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",north,operator,en,")
                        .toList(),
                List.of("north,North"),
                List.of());
        try (RunningVestnik vestnik = RunningVestnik.start(
                folder,
                "vestnik.directory.folder=" + directory,
                "vestnik.delivery.per-bot=unlimited",
                "vestnik.delivery.per-chat=unlimited")) {
            logIn(vestnik);
            vestnik.sandbox().unlimited();
            CamelContext camel = vestnik.bean(CamelContext.class);
            camel.getRouteController().stopRoute("event-delivery");

            vestnik.sandbox()
                    .push(List.of(
                            Map.of("status", "info", "title", "To all", "to", phones()),
                            Map.of("status", "critical", "title", "In the area", "key", "k", "area", "north")));

            LedgerBalance dispatched = await(vestnik, sum -> sum.accepted() > PEOPLE);
            assertThat(dispatched.accepted()).as("%s", dispatched).isEqualTo(2 * PEOPLE);
            assertThat(dispatched.waiting()).as("%s", dispatched).isEqualTo(2 * PEOPLE);
            assertThat(vestnik.redis().zcard(vestnik.keys().outbox() + ":due")).isEqualTo(PEOPLE);

            camel.getRouteController().startRoute("event-delivery");
            LedgerBalance delivering = await(vestnik, sum -> sum.sent() + sum.merged() >= SENT);
            assertThat(delivering.missing()).as("%s", delivering).isZero();
            assertThat(delivering.dead()).as("%s", delivering).isZero();
            assertThat(vestnik.sandbox().journal(0))
                    .anySatisfy(message ->
                            assertThat(message.path("text").asText()).contains("In the area", "and 7,995 more"));
        }
    }

    private static LedgerBalance await(RunningVestnik vestnik, Predicate<LedgerBalance> enough) {
        return Awaitility.await("enough is settled")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> LedgerBalance.read(vestnik.redis(), vestnik.keys()), enough);
    }

    /** All others are stored as the first one is: a login looks at everybody who is logged in. */
    private static void logIn(RunningVestnik vestnik) {
        Sandbox telegram = vestnik.bean(Sandbox.class);
        UserService users = vestnik.bean(UserService.class);
        users.login(chat(0), phone(0), "en");
        String first = vestnik.redis().hget(vestnik.keys().users(), Long.toString(chat(0)));
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < PEOPLE; i++) {
            telegram.add(new Account(chat(i), "Person " + i, phone(i), "en"));
            String chat = Long.toString(chat(i));
            all.put(chat, first.replace(Long.toString(chat(0)), chat).replace(phone(0), phone(i)));
        }
        vestnik.redis().hset(vestnik.keys().users(), all);
        users.login(chat(0), phone(0), "en");
    }

    private static List<String> phones() {
        return IntStream.range(0, PEOPLE).mapToObj(ManyRecipientsIT::phone).toList();
    }

    private static long chat(int i) {
        return 10_000L + i;
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
