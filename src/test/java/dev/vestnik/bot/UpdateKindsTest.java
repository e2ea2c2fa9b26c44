package dev.vestnik.bot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.bot.IncomingUpdate.Kind;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.text.Languages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of update, and of message, of the Bot API has its answer or none, and none is an error. The updates are in
 * {@code telegram-updates.json}.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
 */
class UpdateKindsTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static BotRoute bot;

    @BeforeAll
    static void start() throws Exception {
        bot = new BotRoute(REDIS);
    }

    @AfterAll
    static void stop() {
        bot.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("updates")
    void anUpdateHasItsAnswerOrNone(String name, String expected, String update) {
        new ChatUser(bot, 1001, "ru").sharesOwn(Samples.ANNA.phone());
        int before = bot.telegram().getReceivedCounter();

        Exchange done = bot.update(update.equals("{}") ? "{\"date\":1}" : update);

        assertThat(done.getException()).isNull();
        assertThat(bot.telegram().getReceivedExchanges().stream().skip(before).map(UpdateKindsTest::call))
                .as(name)
                .isEqualTo(expected.equals("none") ? List.of() : List.of(expected.split(" ")));
        assertThat(bot.telegram().getReceivedExchanges().stream().skip(before).map(UpdateKindsTest::text))
                .as(name)
                .noneMatch(text -> text.startsWith("Не получилось"));
    }

    @Test
    void anUpdateOfAnUnexpectedFormIsReadWithoutAnException() throws IOException {
        BotIdentity identity = new BotIdentity();
        identity.known(77, "vestnik_bot");
        IncomingUpdateReader reader = new IncomingUpdateReader(new MenuLabels(new Languages("ru")), identity);
        for (JsonNode entry : entries()) {
            JsonNode update = entry.path("update");
            for (JsonNode changed : changed(update)) {
                assertThatCode(() -> assertThat(reader.read(changed).kind()).isNotNull())
                        .as(changed.toString())
                        .doesNotThrowAnyException();
            }
        }
        assertThat(reader.read(NODES.textNode("x")).kind()).isEqualTo(Kind.OTHER);
    }

    static Stream<Arguments> updates() throws IOException {
        return StreamSupport.stream(entries().spliterator(), false)
                .map(entry -> Arguments.of(
                        entry.path("case").asText(),
                        entry.path("expect").asText(),
                        entry.path("update").toString()));
    }

    private static JsonNode entries() throws IOException {
        return JSON.readTree(requireNonNull(UpdateKindsTest.class.getResource("/telegram-updates.json")));
    }

    private static String call(Exchange sent) {
        Object body = sent.getMessage().getBody();
        if (body instanceof OutgoingCallbackQueryMessage) {
            return "answer";
        }
        return body instanceof EditMessageTextMessage ? "edit" : "message";
    }

    private static String text(Exchange sent) {
        Object body = sent.getMessage().getBody();
        if (body instanceof OutgoingCallbackQueryMessage answer) {
            return String.valueOf(answer.getText());
        }
        return body instanceof EditMessageTextMessage edit ? edit.getText() : ((OutgoingTextMessage) body).getText();
    }

    /** Copies of the tree in each of which one node is missing or is of another type. */
    private static List<JsonNode> changed(JsonNode tree) {
        List<JsonNode> copies = new ArrayList<>();
        if (tree instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                copies.add(object.deepCopy().without(name));
                others(object.get(name))
                        .forEach(other -> copies.add(object.deepCopy().set(name, other)));
            });
        }
        if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonNode other : others(array.get(i))) {
                    ArrayNode copy = array.deepCopy();
                    copy.set(i, other);
                    copies.add(copy);
                }
            }
        }
        return copies;
    }

    private static List<JsonNode> others(JsonNode node) {
        List<JsonNode> others = new ArrayList<>(List.of(
                NODES.nullNode(),
                NODES.numberNode(-1),
                NODES.numberNode(1e300),
                NODES.numberNode(Long.MAX_VALUE),
                NODES.textNode(""),
                NODES.textNode("/"),
                NODES.booleanNode(true),
                NODES.arrayNode().add(1),
                NODES.objectNode().put("id", "x")));
        others.addAll(changed(node));
        return others;
    }
}
