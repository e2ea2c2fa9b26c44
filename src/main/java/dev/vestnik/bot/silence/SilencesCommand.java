package dev.vestnik.bot.silence;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.Silence.Type;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /silences}: the silences that have not ended, with who set them, why, and how many events they have kept from
 * being sent. A button ends one early, for administrators, for the person who set it, and for people responsible for its area.
 */
public final class SilencesCommand {
    /** The first part of the callback data {@code unsilence:<id>}, below the list {@code unsilence:<id>:list}. */
    static final String BUTTON = "unsilence";

    private static final String LIST = ":list";

    /** So many fit into a message; the others are counted. */
    private static final int MAX_SHOWN = 8;

    /** UTF-16 units of the label of a button. */
    private static final int MAX_LABEL = 30;

    private final SilenceStore silences;
    private final IncidentRequests requests;
    private final SilenceText text;

    public SilencesCommand(
            SilenceStore silences, AreaNames areas, StatusNames statuses, DutyTimes times, IncidentRequests requests) {
        this.silences = silences;
        this.requests = requests;
        this.text = new SilenceText(areas, statuses, times);
    }

    /** Lists them. */
    public List<Reply> show(ConversationContext context) {
        List<Silence> visible = visible(context, "");
        return List.of(context.reply(list(context, visible), buttons(context, visible)));
    }

    /** Handles a press on a button: requests the end. Repeated presses end nothing else. */
    public List<Reply> end(ConversationContext context) {
        Phrases phrases = context.phrases();
        String argument = context.callbackArgument();
        boolean listed = argument.endsWith(LIST);
        String id = listed ? argument.substring(0, argument.length() - LIST.length()) : argument;
        Silence silence = silences.find(id).orElse(null);
        if (silence != null && !mayEnd(context.requireMember(), silence)) {
            return List.of(context.answerCallback(phrases.plain("silence.may-not-end", silence.by())));
        }
        if (silence != null) {
            requests.silence(
                    SilenceRequest.end(id, context.requireMember().person().name()));
        }
        String notice = silence == null ? phrases.plain("silence.over") : null;
        if (listed) {
            List<Silence> visible = visible(context, id);
            return context.edit(notice, list(context, visible), buttons(context, visible));
        }
        Html ended =
                silence == null ? phrases.html("silence.over") : phrases.html("silence.ending", text.target(silence));
        return context.edit(notice, ended, null);
    }

    /** @param without the id of one that ends now; empty: none */
    private List<Silence> visible(ConversationContext context, String without) {
        Member member = context.requireMember();
        return silences.all().stream()
                .filter(silence -> !silence.id().equals(without))
                .filter(silence -> maySee(member, silence))
                .toList();
    }

    private Html list(ConversationContext context, List<Silence> visible) {
        Phrases phrases = context.phrases();
        if (visible.isEmpty()) {
            return phrases.html("silences.none");
        }
        Map<String, Long> events = silences.silencedEvents(visible);
        MessageLines lines = new MessageLines().add(phrases.html("silences.head", Integer.toString(visible.size())));
        for (Silence silence : shown(visible)) {
            lines.blank()
                    .add(phrases.html(
                            "silences.line",
                            text.target(silence),
                            text.end(silence, context.requireMember().person(), phrases)))
                    .add(text.scope(silence, phrases))
                    .add(phrases.html("silences.why", silence.by(), silence.reason()))
                    .add(phrases.html("silences.events", Long.toString(events.getOrDefault(silence.id(), 0L))));
        }
        int more = visible.size() - MAX_SHOWN;
        return more > 0
                ? lines.blank()
                        .add(phrases.html("open.more", Integer.toString(more)))
                        .together()
                : lines.together();
    }

    private @Nullable InlineKeyboard buttons(ConversationContext context, List<Silence> visible) {
        List<List<Button>> rows = new ArrayList<>();
        shown(visible).stream()
                .filter(silence -> mayEnd(context.requireMember(), silence))
                .forEach(silence -> rows.add(List.of(new Button(
                        context.phrases().plain("silences.end", Truncation.to(MAX_LABEL, text.target(silence))),
                        BUTTON + ":" + silence.id() + LIST))));
        return rows.isEmpty() ? null : new InlineKeyboard(rows);
    }

    private static List<Silence> shown(List<Silence> visible) {
        return visible.subList(0, Math.min(MAX_SHOWN, visible.size()));
    }

    private static boolean mayEnd(Member member, Silence silence) {
        return member.isAdministrator()
                || silence.chat() == member.user().chat()
                || (silence.type() == Type.AREA && member.person().isResponsibleFor(silence.target()));
    }

    /** An exact key that an administrator has named may be that of a private incident. */
    private static boolean maySee(Member member, Silence silence) {
        if (mayEnd(member, silence)) {
            return true;
        }
        if (silence.type() == Type.AREA) {
            return false;
        }
        return silence.areas().isEmpty()
                ? silence.type() == Type.RANGE || silence.target().contains("*")
                : silence.areas().stream()
                        .anyMatch(area -> area.equals("*")
                                ? !member.person().areas().isEmpty()
                                : member.person().isResponsibleFor(area));
    }
}
