package dev.vestnik.incident.group;

import dev.vestnik.component.redisstreams.LuaScript;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bindings of all groups and topics. Each change may be repeated. */
public final class BindingStore {
    private static final LuaScript CLOSE = LuaScript.load("/lua", "binding_close");

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public BindingStore(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** In the order of their places. */
    public List<Binding> all() {
        return redis.hvals(keys.bindings()).stream()
                .map(BindingStore::read)
                .sorted(Comparator.comparing(
                        (Binding binding) -> binding.place().name()))
                .toList();
    }

    /** All that are bound in this group. */
    public List<Binding> of(long chat) {
        return all().stream().filter(binding -> binding.chat() == chat).toList();
    }

    /** The binding of this place, or of the same topic in the supergroup that replaced the group. */
    public Optional<Binding> of(Place place) {
        return Optional.ofNullable(json(place)).map(BindingStore::read);
    }

    private @Nullable String json(Place place) {
        String json = redis.hget(keys.bindings(), place.name());
        if (json != null) {
            return json;
        }
        String supergroup = redis.get(keys.supergroup(place.chat()));
        return supergroup == null
                ? null
                : redis.hget(
                        keys.bindings(), place.in(Long.parseLong(supergroup)).name());
    }

    private static Binding read(String json) {
        return RedisJson.read(json, Binding.class);
    }

    /** Binds the place of this binding; an earlier binding of the place is replaced. */
    public void bind(Binding binding) {
        redis.hset(keys.bindings(), binding.place().name(), RedisJson.write(binding));
    }

    /** @return whether it was bound */
    public boolean unbind(Place place) {
        return redis.hdel(keys.bindings(), place.name()) > 0;
    }

    /**
     * Telegram takes nothing there any more: no copies are sent until somebody binds the place again.
     *
     * @param why in Telegram's words
     * @return the binding; empty: the place is not bound, or this was known before
     */
    public Optional<Binding> close(Place place, String why) {
        while (true) {
            String json = json(place);
            Binding bound = json == null ? null : read(json);
            if (bound == null || bound.closed() != null) {
                return Optional.empty();
            }
            Binding closed = bound.closed(why);
            // An /unbind or a /bind in between wins, and is read again.
            if (CLOSE.number(
                            redis,
                            List.of(keys.bindings()),
                            List.of(closed.place().name(), json, RedisJson.write(closed)))
                    == 1) {
                return Optional.of(closed);
            }
        }
    }

    /**
     * The bot is not in this group any more.
     *
     * @return what was bound there
     */
    public List<Binding> unbindAll(long chat) {
        List<Binding> bound = of(chat);
        bound.forEach(binding -> unbind(binding.place()));
        return bound;
    }

    /**
     * A supergroup has replaced the group: what was bound there is bound in the supergroup, and later messages for the group go
     * there.
     */
    public void move(long group, long supergroup) {
        redis.set(keys.supergroup(group), Long.toString(supergroup));
        for (Binding binding : of(group)) {
            bind(binding.in(supergroup));
            unbind(binding.place());
        }
    }
}
