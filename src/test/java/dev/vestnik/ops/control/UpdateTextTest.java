package dev.vestnik.ops.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.bot.MenuLabels;
import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.text.Languages;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTextTest {
    private static final String FROM =
            "'message_id':5,'from':{'id':1001,'first_name':'Anna'},'chat':{'id':1001,'type':'private'}";

    private final UpdateText updates =
            new UpdateText(new IncomingUpdateReader(new MenuLabels(new Languages("en")), new BotIdentity()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'text':'call me +79160000001' | message, update 87",
                "'text':'/poolon 10:00' | command poolon, update 87",
                "'text':'🟢 Go on duty' | command poolon, update 87",
                "'text':'/+79160000001' | command, update 87",
                "'contact':{'phone_number':'+79160000001','first_name':'Anna','user_id':1001} | contact, update 87",
                "'sticker':{'emoji':'x'} | message, update 87",
                "'pinned_message':{} | other, update 87"
            })
    void aMessageIsNamedByItsKindWithoutWhatSomebodyWroteOrShared(String content, String title) {
        DeadLetter letter = letter("{'update_id':87,'message':{" + FROM + "," + content + "}}");

        assertThat(updates.title(letter)).isEqualTo(title);
        assertThat(updates.facts(letter).toString()).doesNotContain("7916", "Anna", "call", "1001");
    }

    @Test
    void aPressIsNamedWithItsButtonAndItsIncident() {
        assertThat(updates.facts(press("take:1234")))
                .isEqualTo(Map.of("kind", "press", "button", "take", "incident", "1234", "update", "88"));
        assertThat(updates.title(press("take:1234"))).isEqualTo("press take #1234, update 88");
        assertThat(updates.title(press("select:warning"))).isEqualTo("press select, update 88");
        assertThat(updates.title(press("+79160000001"))).isEqualTo("press, update 88");
    }

    @Test
    void whatIsNoUpdateIsUnreadable() {
        assertThat(updates.title(letter("hidden words"))).isEqualTo("unreadable");
        assertThat(updates.facts(letter("hidden words"))).isEmpty();
        assertThat(updates.title(letter("5"))).isEqualTo("other");
    }

    private static DeadLetter press(String data) {
        return letter("{'update_id':88,'callback_query':{'id':'1','from':{'id':1001},'data':'" + data + "','message':{"
                + FROM + "}}}");
    }

    private static DeadLetter letter(String json) {
        byte[] body = json.replace('\'', '"').getBytes(UTF_8);
        return new DeadLetter("7-0", "5-0", "1001", "", "failed", "", 3, Instant.EPOCH, Map.of("body", body));
    }
}
