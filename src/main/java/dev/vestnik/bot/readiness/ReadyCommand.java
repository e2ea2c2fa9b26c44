package dev.vestnik.bot.readiness;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.silence.SilenceText;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.dispatch.recipient.Readiness.AreaReadiness;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ready}, for administrators: who would be woken now in each area, and who would not and why. Areas in which nobody
 * would be woken come first.
 */
public final class ReadyCommand {
    private static final String BUTTON = "ready";
    private static final int PAGE_LENGTH = 3_000;
    private static final int PAGE_AREAS = 8;

    /** The others are in the list of silences. */
    private static final int MAX_SILENCES = 5;

    private final Readiness readiness;
    private final ReadinessText texts;
    private final SilenceStore silences;
    private final SilenceText silenceText;

    public ReadyCommand(Readiness readiness, ReadinessText texts, SilenceStore silences, SilenceText silenceText) {
        this.readiness = readiness;
        this.texts = texts;
        this.silences = silences;
        this.silenceText = silenceText;
    }

    /** Shows the first page. */
    public List<Reply> show(ConversationContext context) {
        List<Html> pages = pages(context);
        return List.of(context.reply(pages.get(0), buttons(pages.size(), 0)));
    }

    /** Handles a press on a button: shows its page, as things are now. */
    public List<Reply> turn(ConversationContext context) {
        Phrases phrases = context.phrases();
        if (!context.requireMember().isAdministrator()) {
            return List.of(context.answerCallback(phrases.plain("ready.refused")));
        }
        List<Html> pages = pages(context);
        String argument = context.callbackArgument();
        int page = argument.matches("[0-9]{1,4}") ? Math.min(Integer.parseInt(argument), pages.size() - 1) : 0;
        return context.edit(null, pages.get(page), buttons(pages.size(), page));
    }

    private static @Nullable InlineKeyboard buttons(int pages, int page) {
        List<Button> turning = new ArrayList<>();
        if (page > 0) {
            turning.add(new Button("◀ " + page, BUTTON + ":" + (page - 1)));
        }
        if (page < pages - 1) {
            turning.add(new Button(page + 2 + " ▶", BUTTON + ":" + (page + 1)));
        }
        return turning.isEmpty() ? null : new InlineKeyboard(List.of(turning));
    }

    private List<Html> pages(ConversationContext context) {
        Phrases phrases = context.phrases();
        List<AreaReadiness> all = readiness.all().stream()
                .sorted(Comparator.<AreaReadiness>comparingInt(
                                area -> area.woken().isEmpty() ? 0 : 1)
                        .thenComparing(area -> area.area() == null)
                        .thenComparing(area -> texts.areaName(area, phrases), String.CASE_INSENSITIVE_ORDER))
                .toList();
        List<Html> blocks = all.stream().map(area -> texts.of(area, phrases)).toList();
        List<Html> pages = new ArrayList<>();
        Html head = head(context, all);
        for (int from = 0; from < blocks.size() || pages.isEmpty(); ) {
            MessageLines page = new MessageLines().add(head);
            int length = 0;
            int to = from;
            while (to < blocks.size()
                    && to - from < PAGE_AREAS
                    && (to == from || length + blocks.get(to).code().length() < PAGE_LENGTH)) {
                page.blank().add(blocks.get(to));
                length += blocks.get(to).code().length();
                to++;
            }
            if (pages.size() > 0 || to < blocks.size()) {
                page.blank().add(phrases.html("ready.page", from + 1, to, blocks.size()));
            }
            pages.add(page.together());
            from = Math.max(to, from + 1);
        }
        return pages;
    }

    /** The areas in which nobody would be woken, and what keeps people from being woken anywhere. */
    private Html head(ConversationContext context, List<AreaReadiness> all) {
        Phrases phrases = context.phrases();
        MessageLines head = new MessageLines().add(texts.head(all, phrases));
        silences.all().stream()
                .filter(Silence::waking)
                .limit(MAX_SILENCES)
                .forEach(silence -> head.add(phrases.html(
                        "ready.silence",
                        silenceText.target(silence),
                        silenceText.end(silence, context.requireMember().person(), phrases))));
        return head.together();
    }
}
