package dev.vestnik.outbox;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what cards show from Redis. */
public final class StoredCardReader implements CardReader {
    /** Names of people who were told. */
    private static final int MAX_NAMES = 5;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final CardStore cards;
    private final MutedRepeats muted;
    private final UserService users;
    private final DirectoryService directories;
    private final ZoneId defaultZone;

    /** @param defaultZone for people for whom the directory has none */
    public StoredCardReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            CardStore cards,
            MutedRepeats muted,
            UserService users,
            DirectoryService directories,
            ZoneId defaultZone) {
        this.redis = redis;
        this.keys = keys;
        this.cards = cards;
        this.muted = muted;
        this.users = users;
        this.directories = directories;
        this.defaultZone = defaultZone;
    }

    @Override
    public Optional<CardContent> of(PendingEvent pending, ReaderLocale reader, boolean begins) {
        long chat = pending.entry().chat();
        String key = pending.event().key();
        if (key == null || chat < 0) {
            return Optional.empty();
        }
        Optional<CardState> state = begins ? cards.begin(key, chat) : cards.read(key, chat);
        return state.filter(found -> found.incident().number() > 0)
                .filter(found -> found.incident().to().equals(pending.event().to()))
                .map(found -> content(found, reader, chat, pending));
    }

    @Override
    public Optional<CardContent> of(OutboxText text) {
        long chat = text.chat();
        User user = users.byChat(chat).orElse(null);
        if (user == null) {
            return Optional.empty();
        }
        boolean anew = text.kind().equals(OutboxText.NEW_CARD);
        Optional<CardState> state = anew ? cards.begin(text.html(), chat) : cards.read(text.html(), chat);
        return state.filter(found -> found.incident().number() > 0)
                .filter(found ->
                        !found.incident().isPrivate() || found.incident().to().contains(user.phone()))
                .map(found -> content(found, reader(user), chat, null));
    }

    @Override
    public Optional<ReaderLocale> reader(long chat) {
        return users.byChat(chat).map(this::reader);
    }

    private ReaderLocale reader(User user) {
        ZoneId zone =
                directories.current().person(user.phone()).map(Person::zone).orElse(defaultZone);
        return new ReaderLocale(user.language(), zone);
    }

    @Override
    public List<RedisWrite> shown(String key, long chat, Card card, boolean closed) {
        return cards.shown(key, chat, card, closed);
    }

    @Override
    public boolean isKnown(long chat, long message) {
        return cards.keyOf(chat, message).isPresent();
    }

    @Override
    public RedisWrite known(String key, long chat, long message) {
        return cards.known(key, chat, message);
    }

    /** @param loaded the event that the message is about, which mostly is the event that the incident shows; null: none */
    private CardContent content(CardState state, ReaderLocale reader, long chat, @Nullable PendingEvent loaded) {
        Incident incident = state.incident();
        Event event = loaded != null && loaded.entry().event().equals(incident.event())
                ? loaded.event()
                : event(incident.event());
        String shown = state.card() == null ? null : state.card().entry().get("event");
        Event problem = shown == null || shown.equals(incident.event()) ? event : event(shown);
        List<String> names = names(incident);
        List<String> some = names.subList(0, Math.min(MAX_NAMES, names.size()));
        boolean all = incident.holders().size() == state.told();
        return new CardContent(
                reader,
                chat,
                state,
                event,
                shown == null ? null : problem,
                some,
                (all ? names.size() : Math.toIntExact(state.told())) - some.size(),
                muted.until(incident.key(), incident.generation(), chat));
    }

    private @Nullable Event event(String ref) {
        String json = redis.get(keys.event(ref));
        return json == null ? null : EventJson.read(json);
    }

    private List<String> names(Incident incident) {
        UserSnapshot all = users.all();
        Directory directory = directories.current();
        return incident.holders().stream()
                .flatMap(chat -> all.byChat(chat).stream())
                .flatMap(user -> directory.person(user.phone()).stream())
                .map(Person::name)
                .distinct()
                .sorted()
                .toList();
    }
}
