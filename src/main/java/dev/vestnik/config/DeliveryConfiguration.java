package dev.vestnik.config;

import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryFailure;
import dev.vestnik.delivery.MessageComposer;
import dev.vestnik.delivery.RateLimitDetector;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.delivery.SoundPolicy;
import dev.vestnik.delivery.TelegramCircuitBreaker;
import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.event.RecentEvents;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.AwaitTelegram;
import dev.vestnik.flow.ClassifyFailure;
import dev.vestnik.flow.ComposeMessage;
import dev.vestnik.flow.ComposePlainText;
import dev.vestnik.flow.FollowMigration;
import dev.vestnik.flow.GiveUpChat;
import dev.vestnik.flow.LoadEvents;
import dev.vestnik.flow.NoteAnswer;
import dev.vestnik.flow.PointlessReply;
import dev.vestnik.flow.RecordFate;
import dev.vestnik.flow.RefusedAs;
import dev.vestnik.flow.TelegramPause;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ops.DeliveryMeters;
import dev.vestnik.ops.SendingHealth;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Delivery: the beans that {@code event-delivery.camel.yaml} and {@code errors.camel.yaml} name, and what they stand on. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
    /** Once an exchange has read so many characters of events, the rest waits for the next. */
    private static final int ENOUGH = 1_048_576;

    @Bean
    KeyPace chatPace(VestnikProperties properties) {
        return new ChatRateLimits(properties.delivery());
    }

    @Bean
    MessageComposer messageComposer(
            Statuses statuses, CurrentDirectory directories, Clock clock, VestnikProperties properties) {
        return new MessageComposer(
                statuses,
                event -> directories
                        .current()
                        .areaOf(event)
                        .flatMap(directories.current()::areaName)
                        .orElse(null),
                clock,
                properties.delivery().merge());
    }

    @Bean
    RecentEvents recentEvents() {
        return new RecentEvents();
    }

    @Bean
    OutboxReader outboxReader(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            CurrentDirectory directories,
            RecentEvents events,
            Clock clock,
            VestnikProperties properties) {
        ReaderLocale anyone = new ReaderLocale(properties.language(), ZoneId.systemDefault());
        return new OutboxReader(redis, keys, users, directories, events, clock, anyone, ENOUGH);
    }

    @Bean
    TelegramCircuitBreaker telegramOutage(Clock clock) {
        return new TelegramCircuitBreaker(
                clock, () -> ThreadLocalRandom.current().nextLong());
    }

    @Bean
    RateLimitDetector telegramFlooding(Clock clock) {
        return new RateLimitDetector(clock);
    }

    @Bean
    DeliveryCounters deliveryCounters(MeterRegistry registry) {
        return new DeliveryMeters(registry);
    }

    @Bean
    SendingHealth telegramSendingHealth(TelegramCircuitBreaker outage) {
        return new SendingHealth(outage);
    }

    @Bean
    LoadEvents loadEvents(OutboxReader outbox) {
        return new LoadEvents(outbox);
    }

    @Bean
    ComposeMessage composeMessage(MessageComposer composer, Keys keys) {
        return new ComposeMessage(composer, new SoundPolicy(keys));
    }

    @Bean
    AwaitTelegram awaitTelegram(TelegramCircuitBreaker outage) {
        return new AwaitTelegram(outage);
    }

    @Bean
    Predicate refusedAsUnparsable() {
        return new RefusedAs(DeliveryFailure.UNPARSABLE);
    }

    @Bean
    Predicate refusedAsMigrated() {
        return new RefusedAs(DeliveryFailure.MIGRATED);
    }

    @Bean
    Predicate refusedAsUnreachable() {
        return new RefusedAs(DeliveryFailure.UNREACHABLE);
    }

    @Bean
    Predicate refusedAsTooFast() {
        return new RefusedAs(DeliveryFailure.TOO_FAST);
    }

    @Bean
    Predicate pointlessReply() {
        return new PointlessReply();
    }

    @Bean
    TelegramPause telegramPause() {
        return new TelegramPause();
    }

    @Bean
    ComposePlainText composePlainText(DeliveryCounters counters) {
        return new ComposePlainText(counters);
    }

    @Bean
    FollowMigration followMigration(Keys keys, DeliveryCounters counters) {
        return new FollowMigration(keys, counters);
    }

    @Bean
    GiveUpChat giveUpChat(UserService users, DeliveryCounters counters) {
        return new GiveUpChat(users, counters);
    }

    @Bean
    NoteAnswer noteAnswer(TelegramCircuitBreaker outage, RateLimitDetector flooding) {
        return new NoteAnswer(outage, flooding);
    }

    @Bean
    Ledger ledger(Keys keys, VestnikProperties properties, Clock clock) {
        return new Ledger(keys, properties.retention().ledger(), clock);
    }

    @Bean
    RecordFate recordFate(DeliveryCounters counters, Ledger ledger, ObjectProvider<Redispatch> redispatch) {
        return new RecordFate(counters, ledger, redispatch.getIfAvailable(() -> (chat, entries) -> List.of()));
    }

    @Bean
    ClassifyFailure classifyFailure(
            TelegramCircuitBreaker outage, RateLimitDetector flooding, DeliveryCounters counters, Clock clock) {
        return new ClassifyFailure(outage, flooding, counters, clock);
    }
}
