package dev.vestnik.notice;

import dev.vestnik.incident.group.Binding;
import dev.vestnik.text.TextSanitizer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The notices about groups and topics that get copies no more. */
public final class PlaceNotices {
    /** The same group, or the same topic, is reported once in this time. */
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private PlaceNotices() {}

    /** Telegram takes nothing for this group or topic. */
    public static AdminNotice closed(Binding binding) {
        return AdminNotice.of(
                new NoticeKind("group-closed-" + binding.place().name(), INTERVAL),
                "notice.group-closed",
                name(binding),
                TextSanitizer.line(Objects.requireNonNullElse(binding.closed(), "")));
    }

    /** The bot is not in the group of these bindings any more; empty: nothing was bound there. */
    public static Optional<AdminNotice> removed(List<Binding> bindings) {
        return bindings.stream()
                .findFirst()
                .map(first -> AdminNotice.of(
                        new NoticeKind("group-removed-" + first.chat(), INTERVAL),
                        "notice.group-removed",
                        name(first),
                        Integer.toString(bindings.size())));
    }

    private static String name(Binding binding) {
        String title = binding.title();
        return title == null || title.isBlank() ? Long.toString(binding.chat()) : TextSanitizer.line(title);
    }
}
