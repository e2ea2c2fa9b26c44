package dev.vestnik.delivery.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.testing.Samples;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Obstacle;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReasonTextTest {
    private static final Somebody ANNA = new Somebody(1, "Анна Орлова", Obstacle.DISABLED);
    private static final Somebody BORIS = new Somebody(2, "Борис Лебедев", Obstacle.NOT_SELECTED);
    private static final Phrases RUSSIAN = Phrases.in("ru");

    @Test
    void namesTheOneOnDutyWhoCannotGetIt() {
        assertThat(reason(Why.WOKEN, ANNA))
                .isEqualTo("Дежурит Анна Орлова, но уведомления выключены. Вы отвечаете за участок.");
        assertThat(reason(Why.WOKEN)).isEqualTo("На участке никто не дежурит, а вы за него отвечаете.");
        assertThat(ReasonText.of(Why.WOKEN, PassedOver.of(List.of(ANNA)), Phrases.in("en")))
                .isEqualTo("Анна Орлова is on duty, but notifications are off. You are responsible for the area.");
    }

    @Test
    void namesEachOfSeveralWithTheCause() {
        assertThat(reason(Why.WOKEN, ANNA, BORIS))
                .startsWith("Дежурят, но не получат: Анна Орлова (уведомления выключены), "
                        + "Борис Лебедев (этот статус не выбран).");
        assertThat(reason(Why.ADMIN, BORIS)).endsWith("Не доставить: Борис Лебедев (этот статус не выбран).");
    }

    @Test
    void countsTheOthersOfMany() {
        List<Somebody> many = IntStream.range(0, 25)
                .mapToObj(i -> new Somebody(0, i == 0 ? "" : "Person " + i, Obstacle.NOT_LOGGED_IN))
                .toList();

        assertThat(ReasonText.of(Why.TITLE_ONLY, PassedOver.of(many), RUSSIAN))
                .contains("номер не из справочника (вход не выполнен), Person 1 (вход не выполнен)")
                .endsWith("и ещё 5.");
    }

    @Test
    void eachReasonHasASentenceInBothLanguages() {
        for (Why why : Why.values()) {
            for (String language : List.of("ru", "en")) {
                assertThat(ReasonText.of(why, PassedOver.of(List.of(ANNA)), Phrases.in(language)))
                        .as("%s %s", why, language)
                        .endsWith(".")
                        .doesNotContain("{");
            }
        }
    }

    @Test
    void ofAPrivateEventOthersGetOnlyTheTitle() {
        PendingEvent pending = new PendingEvent(
                "1",
                new OutboxEntry(1001, "ref-1", Why.TITLE_ONLY, PassedOver.of(List.of(ANNA))),
                Samples.event("critical").withEverything());

        ComposedMessage message = Examples.composer().compose(List.of(pending), Examples.RUSSIAN);

        assertThat(((ComposedMessage.Text) message).plain())
                .contains("critical thing", "Анна Орлова (уведомления выключены)")
                .doesNotContain("line two", "core-7", "10.1.2.3", "zabbix", "https", "Север", "+7");
    }

    private static String reason(Why why, Somebody... passedOver) {
        return ReasonText.of(why, PassedOver.of(List.of(passedOver)), RUSSIAN);
    }
}
