package dev.vestnik.delivery.card;

import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.outbox.CardContent;
import dev.vestnik.text.InlineButtons;
import dev.vestnik.text.InlineButtons.Style;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TelegramLink;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The buttons of the card of an open incident: what the person who sees it can do about it now. */
final class CardKeyboard {
    /** UTF-16 units of the name of a source. */
    private static final int MAX_SOURCE = 20;

    /** Telegram's limit for what a press copies: https://core.telegram.org/bots/api#copytextbutton */
    private static final int MAX_COPIED = 256;

    private CardKeyboard() {}

    /** @return null: there are no buttons */
    static @Nullable String of(CardContent content, Event event) {
        Phrases phrases = Phrases.in(content.reader().language());
        Incident incident = content.state().incident();
        String incidentSeen = incident.number() + ":" + incident.generation();
        Owner owner = content.state().owner();
        InlineButtons buttons = new InlineButtons().row();
        if (owner == null) {
            buttons.press(phrases.plain("card.take"), "take:" + incidentSeen, Style.PRIMARY);
        } else if (owner.chat() == content.chat()) {
            buttons.press(phrases.plain("card.release"), "release:" + incidentSeen, Style.NONE)
                    .press(phrases.plain("card.give"), "give:" + incidentSeen, Style.NONE)
                    .press(phrases.plain("card.close"), "close:" + incidentSeen, Style.SUCCESS);
        } else {
            buttons.press(phrases.plain("card.takeover"), "takeover:" + incidentSeen + ":" + owner.chat(), Style.NONE);
        }
        buttons.row();
        if (content.mutedUntil() != null) {
            buttons.press(phrases.plain("card.unmute"), "unmute:" + incidentSeen, Style.NONE);
        } else if (owner != null && owner.chat() == content.chat()) {
            buttons.press(phrases.plain("card.mute"), "mute:" + incidentSeen, Style.NONE);
        }
        buttons.row();
        URI url = event.url();
        if (url != null && TelegramLink.isClickable(url)) {
            buttons.link(phrases.plain("card.source", source(event, phrases)), url);
        }
        String ip = event.ip();
        if (ip != null && !ip.isEmpty() && ip.length() <= MAX_COPIED) {
            buttons.copy(phrases.plain("card.copy-ip"), ip);
        }
        return buttons.json();
    }

    private static String source(Event event, Phrases phrases) {
        String source = event.source() == null ? "" : TextSanitizer.line(event.source());
        return source.isEmpty() ? phrases.plain("event.more") : Truncation.to(MAX_SOURCE, source);
    }
}
