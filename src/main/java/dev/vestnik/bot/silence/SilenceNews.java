package dev.vestnik.bot.silence;

import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceEnded;
import dev.vestnik.incident.silence.SilenceEnded.StillOpen;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are told at the end of a silence: what is still open, the most urgent first. */
public final class SilenceNews {
    /** The others are counted. */
    private static final int MAX_LINES = 10;

    private static final int NUMBERS_IN_ROW = 5;

    /** UTF-16 units. */
    private static final int MAX_TITLE = 80;

    private final UserService users;
    private final Languages languages;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final SilenceText text;

    public SilenceNews(UserService users, Languages languages, AreaNames areas, StatusNames statuses, DutyTimes times) {
        this.users = users;
        this.languages = languages;
        this.areas = areas;
        this.statuses = statuses;
        this.text = new SilenceText(areas, statuses, times);
    }

    /** One message for each of the people who have to know and are logged in. */
    public List<Reply.Send> ended(SilenceEnded ended) {
        List<Reply.Send> messages = new ArrayList<>();
        ended.open().forEach((chat, open) -> users.byChat(chat)
                .ifPresent(user -> messages.add(message(ended, user, open))));
        return messages;
    }

    private Reply.Send message(SilenceEnded ended, User user, List<StillOpen> open) {
        Phrases phrases = languages.in(user.language());
        Silence silence = ended.silence();
        List<StillOpen> sorted = open.stream()
                .sorted(Comparator.<StillOpen>comparingInt(one -> statuses.rank(one.status()))
                        .thenComparing(StillOpen::number))
                .toList();
        List<StillOpen> shown = sorted.subList(0, Math.min(MAX_LINES, sorted.size()));
        MessageLines lines = new MessageLines()
                .add(
                        ended.by().isEmpty()
                                ? phrases.html("silence.ended", text.target(silence))
                                : phrases.html("silence.ended-by", text.target(silence), ended.by()))
                .add(phrases.html("silences.events", Long.toString(ended.events())))
                .add(
                        open.isEmpty()
                                ? phrases.html("silence.nothing-open")
                                : phrases.html("silence.still-open", Integer.toString(open.size())));
        for (StillOpen one : shown) {
            lines.add(phrases.html(
                    "silence.open-line",
                    statuses.emoji(one.status()),
                    Long.toString(one.number()),
                    Truncation.to(MAX_TITLE, one.title()),
                    one.area() == null ? phrases.plain("open.no-area") : areas.name(one.area())));
        }
        if (open.size() > shown.size()) {
            lines.add(phrases.html("open.more", Integer.toString(open.size() - shown.size())));
        }
        return new Reply.Send(user.chat(), lines.together().code(), numbers(shown));
    }

    private static @Nullable InlineKeyboard numbers(List<StillOpen> shown) {
        List<List<Button>> rows = new ArrayList<>();
        for (int i = 0; i < shown.size(); i += NUMBERS_IN_ROW) {
            rows.add(shown.subList(i, Math.min(i + NUMBERS_IN_ROW, shown.size())).stream()
                    .map(one -> new Button("#" + one.number(), "card:" + one.number()))
                    .toList());
        }
        return rows.isEmpty() ? null : new InlineKeyboard(rows);
    }
}
