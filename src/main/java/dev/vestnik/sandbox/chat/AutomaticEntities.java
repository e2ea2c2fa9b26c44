package dev.vestnik.sandbox.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the entities that Telegram finds in texts by itself, by the rules of {@code find_entities} in
 * <a href="https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp">TDLib</a>, and phone numbers, which the
 * server finds. Where the rules need long lists, it finds more: each word of Latin letters counts as a top-level domain, and
 * a command may be followed by a slash, as in a path.
 */
final class AutomaticEntities {
    private static final String WORD = "\\p{L}\\p{N}_";
    private static final String TAG = "\\p{L}\\p{Nd}_\\u200c\\u00b7\\x{d80}-\\x{dff}";
    private static final String LABEL = "(?:[A-Za-z0-9_~-]|[^\\x00-\\xbf\\p{Z}\\u2000-\\u206f])";
    private static final String IN_PATH = "[^\\s\\p{Z}<>\"«»\\u2000-\\u200b\\u200e\\u200f\\u2016-\\u206f]";
    private static final String PATH = "(?:[/?#](?:" + IN_PATH + "*(?![.:;,('?!`])" + IN_PATH + ")?)?";
    private static final String PORT = "(?::\\d{1,5})?";
    private static final String DOMAINS =
            "(?:[A-Za-z]{2,}|xn--[A-Za-z0-9]{2,}|москва|онлайн|сайт|орг|дети|ком|укр|бел|рус|рф)";
    private static final String END = "(?![" + WORD + "])";

    private static final List<Rule> RULES = List.of(
            new Rule("url", "(?i)(?:https?|ftp)://(?:[^\\s/@]+@)?(?:" + LABEL + "++\\.)+" + LABEL + "+" + PORT + PATH),
            new Rule("url", "(?i)(?:tg|ton)://[a-z0-9_-]{1,253}" + PATH),
            new Rule("email", "(?i)[a-z0-9_.+-]+@(?:[a-z0-9][a-z0-9_-]*\\.)+[a-z]{2,8}" + END),
            new Rule("mention", "(?<![" + WORD + "])@[A-Za-z0-9_]{2,32}+" + END),
            new Rule("bot_command", "(?<![" + WORD + "/<>])/[A-Za-z0-9_]{1,64}+(?:@[A-Za-z0-9_]{3,32}+)?" + END),
            new Rule("hashtag", "(?<![" + TAG + "])#(?=[" + TAG + "]*\\p{L})[" + TAG + "]{1,256}+(?!#)"),
            new Rule("cashtag", "(?<![$" + TAG + "])\\$(?:1INCH|[A-Z]{1,8}+)(?![$" + TAG + "])"),
            new Rule(
                    "url",
                    "(?i)(?<![" + WORD + "/#@])(?:" + LABEL + "++\\.)+" + DOMAINS + "(?!" + LABEL + ")" + PORT + PATH),
            new Rule("url", "(?<![" + WORD + "/#@.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![" + WORD + "])" + PORT + PATH),
            new Rule("phone_number", "\\+\\d(?:[ ()-]{0,2}\\d){6,14}(?!\\d)"),
            new Rule("phone_number", "(?<![\\d.,+" + WORD + "-])[78](?:[ ()-]{0,2}\\d){10}(?![" + WORD + "-])"),
            new Rule("bank_card_number", "(?<![+\\d.," + WORD + "-])\\d(?:[ -]?\\d){12,18}(?![" + WORD + "-])"));

    /** Entities of a call in which nothing is found, and which are not split. */
    private static final Set<String> CLOSED = Set.of("code", "pre", "text_link");

    private AutomaticEntities() {}

    private record Rule(String type, Pattern pattern) {
        Rule(String type, String regex) {
            this(type, Pattern.compile(regex));
        }
    }

    /** The text with the entities of the call and those that are found outside of code and links. */
    static FormattedText addedTo(FormattedText text) {
        List<MessageEntity> entities = new ArrayList<>(text.entities());
        List<MessageEntity> closed = new ArrayList<>(text.entities().stream()
                .filter(entity -> CLOSED.contains(entity.type()))
                .toList());
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(text.text());
            while (matcher.find()) {
                MessageEntity found =
                        new MessageEntity(rule.type(), matcher.start(), matcher.end() - matcher.start(), null, null);
                if (closed.stream().noneMatch(other -> overlap(found, other))) {
                    closed.add(found);
                    entities.add(found);
                }
            }
        }
        entities.sort(Comparator.comparingInt(MessageEntity::offset)
                .thenComparing(Comparator.comparingInt(MessageEntity::length).reversed()));
        return new FormattedText(text.text(), entities);
    }

    private static boolean overlap(MessageEntity one, MessageEntity other) {
        return one.offset() < other.offset() + other.length() && other.offset() < one.offset() + one.length();
    }
}
