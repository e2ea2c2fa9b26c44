package dev.vestnik.bot.silence;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.duty.DutyEnd;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.IpAddress;
import dev.vestnik.event.Status;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.Silence.Type;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.HashedChat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /silence [critical] <target> <end> <reason>}: nothing is sent about the target for a while. The target is an
 * area, a CIDR block, a key with {@code *}, or the exact key or number of an incident. With the name of a status that
 * wakes before the target, such statuses are silenced, too. The end is written as that of a duty, see {@link DutyEnd}.
 *
 * <p>Administrators may silence anything. Others may silence an area that they are responsible for; their other silences concern
 * only events of their areas.
 */
public final class SilenceCommand {
    /** Silences statuses that wake, however they are called. */
    private static final String CRITICAL = "critical";

    /** UTF-16 units. */
    private static final int MAX_REASON = 200;

    private static final int MAX_WORD = 64;
    private static final Logger LOG = LoggerFactory.getLogger(SilenceCommand.class);

    private final SilenceStore silences;
    private final IncidentStore incidents;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final DutyTimes times;
    private final IncidentRequests requests;
    private final SilenceText text;
    private final DutyEnd rule = new DutyEnd(SilenceStore.LONGEST);

    public SilenceCommand(
            SilenceStore silences,
            IncidentStore incidents,
            DirectoryService directories,
            AreaNames areas,
            StatusNames statuses,
            DutyTimes times,
            IncidentRequests requests) {
        this.silences = silences;
        this.incidents = incidents;
        this.directories = directories;
        this.areas = areas;
        this.statuses = statuses;
        this.times = times;
        this.requests = requests;
        this.text = new SilenceText(areas, statuses, times);
    }

    private record Target(Type type, String value) {}

    /** @param words how many words say it */
    private record End(DutyEnd.Result result, int words) {}

    /** Sets a silence. The same update again changes nothing. */
    public List<Reply> set(ConversationContext context) {
        Phrases phrases = context.phrases();
        String arguments = context.incoming().arguments();
        if (arguments.isEmpty()) {
            return refuse(context, "silence.usage");
        }
        List<String> words = Arrays.asList(arguments.split("\\s+"));
        boolean waking = isWaking(words.get(0));
        words = words.subList(waking ? 1 : 0, words.size());
        Target target = words.isEmpty() ? null : target(context, words.get(0));
        if (target == null) {
            String word = words.isEmpty() ? "" : words.get(0);
            return refuse(context, "silence.unknown-target", Truncation.to(MAX_WORD, word), areaNames(phrases));
        }
        Member member = context.requireMember();
        if (!maySilence(member, target)) {
            return refuse(context, "silence.not-yours", areaNames(member.person(), phrases));
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.isEmpty()) {
            return refuse(context, "silence.no-end");
        }
        End end = end(rest, member.person());
        if (end.result() instanceof DutyEnd.Unreadable) {
            return refuse(context, "silence.end-unreadable", Truncation.to(MAX_WORD, rest.get(0)));
        }
        if (!(end.result() instanceof DutyEnd.Until until)) {
            return refuse(context, "silence.too-long", SilenceStore.LONGEST.toHours());
        }
        String reason = TextSanitizer.line(String.join(" ", rest.subList(end.words(), rest.size())));
        if (reason.isBlank()) {
            return refuse(context, "silence.no-reason");
        }
        if (reason.length() > MAX_REASON) {
            return refuse(context, "silence.reason-too-long", Integer.toString(MAX_REASON));
        }
        return begin(context, silence(context, target, waking, reason, until.end()));
    }

    private List<Reply> begin(ConversationContext context, Silence given) {
        if (!silences.begin(given)) {
            return refuse(context, "silence.too-many", Integer.toString(SilenceStore.MAX));
        }
        // The same update again is the silence that it began before.
        Silence silence = silences.find(given.id()).orElse(given);
        requests.silence(SilenceRequest.begin(silence.id()));
        LOG.info(
                "Chat {} has set the silence {} until {}",
                HashedChat.of(context.chat()),
                silence.id(),
                silence.until());
        Phrases phrases = context.phrases();
        String end = text.end(silence, context.requireMember().person(), phrases);
        Html done = new MessageLines()
                .add(phrases.html("silence.set", end, text.target(silence)))
                .add(text.scope(silence, phrases))
                .add(phrases.html("silence.reason", silence.reason()))
                .blank()
                .add(phrases.html("silence.kept"))
                .together();
        Button button = new Button(phrases.plain("silence.end"), SilencesCommand.BUTTON + ":" + silence.id());
        return List.of(context.reply(done, new InlineKeyboard(List.of(List.of(button)))));
    }

    private static Silence silence(
            ConversationContext context, Target target, boolean waking, String reason, Instant until) {
        Member member = context.requireMember();
        long command = Objects.requireNonNullElse(context.incoming().message(), until.toEpochMilli());
        List<String> within = member.isAdministrator()
                ? List.of()
                : member.person().areas().stream().sorted().toList();
        return new Silence(
                context.chat() + "-" + command,
                target.type(),
                target.value(),
                waking,
                within,
                context.chat(),
                member.person().name(),
                reason,
                until);
    }

    private static List<Reply> refuse(ConversationContext context, String key, Object... parts) {
        return List.of(context.reply(context.phrases().html(key, parts)));
    }

    /** Whether the word is the name of a status that wakes, in any language. */
    private boolean isWaking(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        return name.equals(CRITICAL)
                || statuses.all().stream()
                        .filter(Status::wakes)
                        .anyMatch(status -> status.name().equalsIgnoreCase(name)
                                || status.names().values().stream().anyMatch(name::equalsIgnoreCase));
    }

    private @Nullable Target target(ConversationContext context, String word) {
        Directory directory = directories.current();
        Optional<Target> area = directory.areas().keySet().stream()
                .filter(one -> one.equalsIgnoreCase(word) || areas.name(one).equalsIgnoreCase(word))
                .findFirst()
                .map(one -> new Target(Type.AREA, one));
        return area.or(() -> IpAddress.block(word)
                        .map(block ->
                                new Target(Type.RANGE, block.toPrefixBlock().toCanonicalString())))
                .or(() -> word.contains("*") ? Optional.of(new Target(Type.KEY, word)) : key(context, word))
                .orElse(null);
    }

    /** The key of an incident that the member may know of, so that a mistyped area does not silence nothing. */
    private Optional<Target> key(ConversationContext context, String word) {
        Member member = context.requireMember();
        Optional<Incident> found = word.matches("#[0-9]{1,18}")
                ? incidents.byNumber(Long.parseLong(word.substring(1)))
                : incidents.find(word);
        return found.filter(incident ->
                        incident.concerns(member.person()) || (member.isAdministrator() && !incident.isPrivate()))
                .map(incident -> new Target(Type.KEY, incident.key()));
    }

    private static boolean maySilence(Member member, Target target) {
        return member.isAdministrator()
                || (target.type() == Type.AREA
                        ? member.person().isResponsibleFor(target.value())
                        : !member.person().areas().isEmpty());
    }

    /** The end may be one word or two, such as {@code 2 h}. */
    private End end(List<String> rest, Person person) {
        if (rest.size() > 1) {
            DutyEnd.Result two = times.end(rule, rest.get(0) + " " + rest.get(1), person);
            if (!(two instanceof DutyEnd.Unreadable)) {
                return new End(two, 2);
            }
        }
        return new End(times.end(rule, rest.get(0), person), 1);
    }

    private String areaNames(Phrases phrases) {
        return AreaNames.list(List.copyOf(directories.current().areas().keySet()), phrases);
    }

    private String areaNames(Person person, Phrases phrases) {
        List<String> own = areas.areasOf(person).stream().map(areas::name).toList();
        return own.isEmpty() ? "—" : AreaNames.list(own, phrases);
    }
}
