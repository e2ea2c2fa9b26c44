package dev.vestnik.config;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.DeliveryPause;
import dev.vestnik.delivery.DeliveryPlanner;
import dev.vestnik.delivery.FailurePolicy;
import dev.vestnik.delivery.OutcomeRecorder;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.delivery.card.CardPlanner;
import dev.vestnik.delivery.digest.LiveDigestComposer;
import dev.vestnik.delivery.digest.StormComposer;
import dev.vestnik.delivery.digest.StormPlanner;
import dev.vestnik.delivery.group.GroupCopyComposer;
import dev.vestnik.delivery.group.GroupCopyPlanner;
import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.delivery.message.MessageComposer;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.Event;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.CardSteps;
import dev.vestnik.flow.DeliverySteps;
import dev.vestnik.flow.ErrorSteps;
import dev.vestnik.flow.HeldChatPredicate;
import dev.vestnik.flow.IgnorableRefusalPredicate;
import dev.vestnik.flow.RefusalPredicate;
import dev.vestnik.flow.RefusedMessagePredicate;
import dev.vestnik.flow.TransientFailurePredicate;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.incident.card.StormStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.incident.group.GroupCopies;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.ops.DeliveryMeters;
import dev.vestnik.ops.SendingHealth;
import dev.vestnik.outbox.CardReader;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.outbox.StoredCardReader;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of {@code event-delivery.camel.yaml}, {@code cards.camel.yaml} and {@code errors.camel.yaml}, and their
 * dependencies.
 */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
    /** An exchange reads at most about this many characters of events; the rest waits for the next exchange. */
    private static final int MAX_CHARACTERS = 1_048_576;

    @Bean
    KeyPace chatPace(VestnikProperties properties) {
        return new ChatRateLimits(properties.delivery());
    }

    @Bean
    AreaFinder areaFinder(DirectoryService directories) {
        return new AreaFinder() {
            @Override
            public @Nullable String nameFor(Event event) {
                Directory directory = directories.current();
                return directory.areaOf(event).flatMap(directory::areaName).orElse(null);
            }

            @Override
            public @Nullable String rangeFor(Event event) {
                String ip = event.ip();
                return ip == null ? null : directories.current().rangeOfIp(ip).orElse(null);
            }
        };
    }

    @Bean
    StormStore stormStore(RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties) {
        return new StormStore(redis, keys, properties.retention().incidents());
    }

    @Bean
    IncidentLinks incidentLinks(ObjectProvider<BotIdentity> bot) {
        return new IncidentLinks(() -> {
            BotIdentity known = bot.getIfAvailable();
            return known == null ? null : known.username();
        });
    }

    @Bean
    BindingStore bindingStore(RedisClusterCommands<String, String> redis, Keys keys) {
        return new BindingStore(redis, keys);
    }

    @Bean
    GroupCopyPlanner groupCopyPlanner(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            BindingStore bindings,
            CardStore cards,
            AreaFinder areas,
            DirectoryService directories,
            IncidentLinks links,
            Statuses statuses,
            Clock clock,
            VestnikProperties properties) {
        GroupCopyComposer composer = new GroupCopyComposer(
                new CardComposer(statuses, areas, clock),
                links,
                ref -> Optional.ofNullable(redis.get(keys.event(ref))).map(EventJson::read),
                statuses,
                area -> directories.current().areaName(area).orElse(area),
                ZoneId.systemDefault());
        GroupCopies copies =
                new GroupCopies(redis, keys, cards, properties.retention().incidents());
        return new GroupCopyPlanner(bindings, copies, composer, statuses, clock);
    }

    @Bean
    DeliveryPlanner deliveryPlanner(
            Statuses statuses,
            AreaFinder areas,
            CardReader cards,
            StormStore storms,
            IncidentLinks links,
            GroupCopyPlanner copies,
            Keys keys,
            Clock clock,
            VestnikProperties properties) {
        boolean merge = properties.delivery().merge();
        return new DeliveryPlanner(
                new MessageComposer(statuses, areas, clock, merge),
                new LiveDigestComposer(statuses, areas, storms, links, clock),
                new CardPlanner(cards, new CardComposer(statuses, areas, clock), statuses, clock, merge),
                new StormPlanner(storms, cards, new StormComposer(statuses, links), areas, statuses, clock),
                copies,
                statuses,
                keys,
                clock,
                merge);
    }

    @Bean
    OutboxReader outboxReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            CardStore cards,
            Clock clock,
            VestnikProperties properties) {
        ReaderLocale defaults = new ReaderLocale(properties.language(), ZoneId.systemDefault());
        return new OutboxReader(redis, keys, users, directories, cards, clock, defaults, MAX_CHARACTERS);
    }

    @Bean
    CardReader cardReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            CardStore cards,
            MutedRepeats muted,
            UserService users,
            DirectoryService directories) {
        return new StoredCardReader(redis, keys, cards, muted, users, directories, ZoneId.systemDefault());
    }

    @Bean
    MutedRepeats mutedRepeats(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        return new MutedRepeats(redis, keys, clock);
    }

    @Bean
    CardSteps cardSteps(CardStore cards, MutedRepeats muted, BindingStore bindings, Clock clock) {
        return new CardSteps(cards, muted, bindings, clock);
    }

    @Bean
    TelegramCircuitBreaker telegramCircuitBreaker(Clock clock) {
        return new TelegramCircuitBreaker(
                clock, () -> ThreadLocalRandom.current().nextLong());
    }

    @Bean
    DeliveryPause deliveryPause(RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        return new DeliveryPause(redis, keys, clock);
    }

    @Bean
    RateLimitDetector rateLimitDetector(Clock clock) {
        return new RateLimitDetector(clock);
    }

    @Bean
    DeliveryCounters deliveryCounters(MeterRegistry registry, Statuses statuses) {
        // The ids of events are the time of the server, which the clock of a sandbox may be ahead of.
        return new DeliveryMeters(registry, statuses, Clock.systemUTC());
    }

    @Bean
    SendingHealth telegramSendingHealth(
            TelegramCircuitBreaker breaker, RateLimitDetector rateLimits, MeterRegistry registry) {
        return new SendingHealth(breaker, rateLimits, registry);
    }

    @Bean
    Ledger ledger(Keys keys, VestnikProperties properties, Clock clock) {
        return new Ledger(keys, properties.retention().ledger(), clock);
    }

    @Bean
    DeliverySteps deliverySteps(
            OutboxReader outbox,
            DeliveryPlanner planner,
            Keys keys,
            Ledger ledger,
            ObjectProvider<Redispatch> redispatch,
            TelegramCircuitBreaker breaker,
            DeliveryPause pause,
            RateLimitDetector rateLimits,
            UserService users,
            CardStore cards,
            BindingStore bindings,
            DeliveryCounters counters,
            ObjectProvider<AdminNotices> notices) {
        OutcomeRecorder recorder = new OutcomeRecorder(
                counters, ledger, redispatch.getIfAvailable(() -> (chat, entries) -> List.of()), keys);
        return new DeliverySteps(
                keys,
                outbox,
                planner,
                recorder,
                breaker,
                pause,
                rateLimits,
                users,
                cards,
                bindings,
                counters,
                notice -> notices.ifAvailable(available -> available.send(notice)));
    }

    @Bean
    ErrorSteps errorSteps(
            TelegramCircuitBreaker breaker, RateLimitDetector rateLimits, DeliveryCounters counters, Clock clock) {
        return new ErrorSteps(new FailurePolicy(breaker, rateLimits, counters), clock);
    }

    @Bean
    Predicate refusedAsUnparsable() {
        return new RefusalPredicate(DeliveryFailure.UNPARSABLE);
    }

    @Bean
    Predicate refusedAsMigrated() {
        return new RefusalPredicate(DeliveryFailure.MIGRATED);
    }

    @Bean
    Predicate refusedAsUnreachable() {
        return new RefusalPredicate(DeliveryFailure.UNREACHABLE);
    }

    @Bean
    Predicate refusedAsPlaceClosed() {
        return new RefusalPredicate(DeliveryFailure.PLACE_CLOSED);
    }

    @Bean
    Predicate refusedForLong() {
        return new HeldChatPredicate();
    }

    @Bean
    Predicate refusedForItself() {
        return new RefusedMessagePredicate();
    }

    @Bean
    Predicate refusedAsMessageGone() {
        return new RefusalPredicate(DeliveryFailure.MESSAGE_GONE);
    }

    @Bean
    Predicate refusedAsNotModified() {
        return new RefusalPredicate(DeliveryFailure.NOT_MODIFIED);
    }

    @Bean
    Predicate failureTransient() {
        return new TransientFailurePredicate();
    }

    @Bean
    Predicate refusalIgnorable() {
        return new IgnorableRefusalPredicate();
    }
}
