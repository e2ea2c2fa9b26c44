package dev.vestnik.config.sandbox;

import dev.vestnik.delivery.message.ReasonText;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.ledger.MessageReasons;
import dev.vestnik.ledger.MessageReasons.EventReason;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.outbox.PassedOver.Somebody;
import dev.vestnik.sandbox.SandboxReasons;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains from the ledger why somebody received a message: the step of the dispatch rule, and the selected status. */
final class LedgerMessageReasons implements SandboxReasons {
    /** Those who get an event for these reasons have selected its status. */
    private static final Set<Why> BY_SELECTION =
            EnumSet.of(Why.DUTY, Why.WOKEN, Why.ADMIN, Why.UNKNOWN_AREA, Why.HOLDER, Why.HANDOVER);

    private final MessageReasons ledger;
    private final UserService users;
    private final DirectoryService directories;
    private final Languages texts;
    private final AreaNames areas;
    private final StatusNames statuses;

    LedgerMessageReasons(
            MessageReasons ledger,
            UserService users,
            DirectoryService directories,
            Languages texts,
            AreaNames areas,
            StatusNames statuses) {
        this.ledger = ledger;
        this.users = users;
        this.directories = directories;
        this.texts = texts;
        this.areas = areas;
        this.statuses = statuses;
    }

    @Override
    public Optional<String> why(long chat, int message) {
        List<EventReason> reasons = ledger.of(chat, message);
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        Phrases phrases = texts.in(users.byChat(chat).map(User::language).orElse(texts.byDefault()));
        Set<String> sentences = new LinkedHashSet<>();
        reasons.forEach(reason -> sentences.add(sentence(reason, reasons.size() == 1, phrases)));
        Set<String> selected = reasons.stream()
                .filter(reason -> BY_SELECTION.contains(reason.why()))
                .map(reason -> reason.event().status())
                .collect(Collectors.toSet());
        if (!selected.isEmpty()) {
            String key = selected.size() == 1 ? "reason.selected.one" : "reason.selected.many";
            sentences.add(phrases.plain(key, statuses.list(selected, phrases)));
        }
        return Optional.of(String.join("\n", sentences));
    }

    /** @param alone whether the message told this event only; of several, the addresses would be a long row */
    private String sentence(EventReason reason, boolean alone, Phrases phrases) {
        Event event = reason.event();
        String area = event.area() == null ? "" : areas.name(event.area());
        return switch (reason.why()) {
            case NAMED -> phrases.plain("reason.named");
            case DUTY ->
                alone && foundByAddress(event)
                        ? phrases.plain("reason.duty-by-address", area, String.valueOf(event.ip()))
                        : phrases.plain("reason.duty", area);
            case WOKEN ->
                reason.passedOver().isEmpty()
                        ? phrases.plain("reason.woken", area)
                        : ReasonText.of(reason.why(), passedOver(reason), phrases);
            case UNKNOWN_AREA -> phrases.plain("reason.unknown-area");
            case HOLDER -> phrases.plain("reason.holder");
            case ESCALATED -> phrases.plain("reason.escalated");
            case UNSILENCED -> phrases.plain("reason.unsilenced");
            case HANDOVER -> phrases.plain("reason.handover");
            case ADMIN, NOT_SELECTED, TITLE_ONLY, MISSED -> ReasonText.of(reason.why(), passedOver(reason), phrases);
        };
    }

    private PassedOver passedOver(EventReason reason) {
        Directory directory = directories.current();
        return PassedOver.of(reason.passedOver().entrySet().stream()
                .map(entry -> new Somebody(
                        entry.getKey(),
                        users.byChat(entry.getKey())
                                .flatMap(user -> directory.person(user.phone()))
                                .map(Person::name)
                                .orElse(""),
                        entry.getValue()))
                .toList());
    }

    private boolean foundByAddress(Event event) {
        return event.ip() != null
                && event.area() != null
                && directories
                        .current()
                        .areaOfIp(event.ip())
                        .filter(event.area()::equals)
                        .isPresent();
    }
}
