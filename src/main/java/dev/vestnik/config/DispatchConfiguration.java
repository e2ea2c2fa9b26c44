package dev.vestnik.config;

import dev.vestnik.delivery.Redispatch;
import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.Dispatcher;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.Retention;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.RecentEvents;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.AnswerAccepted;
import dev.vestnik.flow.AnswerUnavailable;
import dev.vestnik.flow.AuthoriseSender;
import dev.vestnik.flow.CloseUntouched;
import dev.vestnik.flow.FindRecipients;
import dev.vestnik.flow.PostedEventsGuard;
import dev.vestnik.flow.ReadArrivals;
import dev.vestnik.flow.ReadPosted;
import dev.vestnik.flow.Senders;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ops.DispatchMeters;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events and who gets them: the beans that the producer, the dispatch and the source routes name. */
@Configuration(proxyBeanMethods = false)
public class DispatchConfiguration {
    @Bean
    Statuses statuses(VestnikProperties properties) {
        return new Statuses(properties.statuses().stream()
                .map(status -> new Status(
                        status.name(),
                        status.rank(),
                        status.emoji(),
                        status.names(),
                        status.opens(),
                        status.closes(),
                        status.wakes()))
                .toList());
    }

    @Bean
    EventReader eventReader(Statuses statuses, Clock clock) {
        return new EventReader(statuses, PhoneNumber::normalise, clock);
    }

    @Bean
    IncidentStore incidents(
            RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties, Clock clock) {
        return new IncidentStore(redis, keys, properties.retention().incidents(), clock);
    }

    @Bean
    Dispatcher dispatcher(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            EventReader reader,
            Statuses statuses,
            RecentEvents events,
            CurrentDirectory directories,
            UserService users,
            VestnikProperties properties,
            Ledger ledger,
            Clock clock) {
        VestnikProperties.Retention retention = properties.retention();
        return new Dispatcher(
                redis,
                keys,
                reader,
                statuses,
                events,
                directories,
                users,
                properties.defaultArea(),
                new Retention(retention.events(), retention.seen(), retention.incidents(), retention.untouched()),
                ledger,
                clock);
    }

    /** An event that met somebody unreachable goes through dispatch once more. */
    @Bean
    Redispatch redispatch(Keys keys) {
        return (chat, entries) -> entries.stream()
                .map(entry -> EventStreamEntry.Again.write(keys, entry.event(), chat))
                .toList();
    }

    @Bean
    DispatchCounters dispatchCounters(MeterRegistry registry) {
        return new DispatchMeters(registry);
    }

    @Bean
    ReadArrivals readArrivals() {
        return new ReadArrivals();
    }

    @Bean
    FindRecipients findRecipients(Dispatcher dispatcher, DispatchCounters counters) {
        return new FindRecipients(dispatcher, counters);
    }

    @Bean
    CloseUntouched closeUntouched(IncidentStore incidents, VestnikProperties properties) {
        return new CloseUntouched(incidents, properties.retention().untouched());
    }

    @Bean
    Senders senders(VestnikProperties properties) {
        return new Senders(properties.httpTokens());
    }

    /** Before the route, which would read whatever is sent. */
    @Bean
    FilterRegistrationBean<PostedEventsGuard> postedEventsGuard(Senders senders) {
        FilterRegistrationBean<PostedEventsGuard> filter = new FilterRegistrationBean<>(new PostedEventsGuard(senders));
        filter.addUrlPatterns("/events");
        return filter;
    }

    @Bean
    AuthoriseSender authoriseSender(Senders senders) {
        return new AuthoriseSender(senders);
    }

    @Bean
    AnswerUnavailable answerUnavailable() {
        return new AnswerUnavailable();
    }

    @Bean
    ReadPosted readPosted(EventReader reader) {
        return new ReadPosted(reader);
    }

    @Bean
    AnswerAccepted answerAccepted() {
        return new AnswerAccepted();
    }
}
