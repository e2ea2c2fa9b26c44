package dev.vestnik.config.duty;

import dev.vestnik.bot.command.DutyCommands;
import dev.vestnik.bot.command.ShiftButtons;
import dev.vestnik.bot.duty.DutyEnd;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.duty.LeavingQuestion;
import dev.vestnik.bot.duty.ShiftAcceptance;
import dev.vestnik.bot.duty.ShiftEnds;
import dev.vestnik.bot.duty.ShiftEvents;
import dev.vestnik.bot.duty.ShiftOffers;
import dev.vestnik.bot.duty.ShiftReport;
import dev.vestnik.bot.duty.ShiftSummaries;
import dev.vestnik.bot.duty.Successors;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.ledger.DeliveredEvents;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.AcceptedShifts;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of {@code duty-end.camel.yaml}, and of the buttons by which a duty is handed over. */
@Configuration(proxyBeanMethods = false)
public class ShiftConfiguration {
    @Bean
    ShiftEvents shiftEvents(RedisClusterCommands<String, String> redis, Keys keys) {
        DeliveredEvents delivered = new DeliveredEvents(redis, keys);
        return (chat, since) -> {
            DeliveredEvents.Delivered found = delivered.since(chat, since);
            return new ShiftEvents.Sent(found.byStatus(), found.incidents());
        };
    }

    @Bean
    Successors successors(UserService users, DirectoryService directories, AreaNames areas, OwnedIncidents owned) {
        return new Successors(users, directories, areas, owned);
    }

    @Bean
    ShiftReport shiftReport(
            ShiftEvents events,
            IncidentStore incidents,
            IncidentHistory histories,
            OwnedIncidents owned,
            StatusNames statuses,
            AreaNames areas,
            DutyTimes times,
            DutyEnd dutyEnd,
            Clock clock) {
        return new ShiftReport(
                new ShiftSummaries(events, incidents, histories, owned),
                statuses,
                areas,
                times,
                dutyEnd.longest(),
                clock);
    }

    @Bean
    AcceptedShifts acceptedShifts(RedisClusterCommands<String, String> redis, Keys keys, UserService users) {
        return new AcceptedShifts(redis, keys, users);
    }

    @Bean
    ShiftOffers shiftOffers(
            UserService users,
            DirectoryService directories,
            Successors successors,
            AcceptedShifts accepted,
            ShiftReport report,
            AreaNames areas,
            Languages texts,
            DutyTimes times) {
        return new ShiftOffers(users, directories, successors, accepted, report, areas, texts, times);
    }

    @Bean
    LeavingQuestion leavingQuestion(Successors successors, OwnedIncidents owned, ShiftReport report) {
        return new LeavingQuestion(successors, owned, report);
    }

    @Bean
    ShiftEnds shiftEnds(
            UserService users,
            DirectoryService directories,
            Successors successors,
            ShiftReport report,
            ShiftOffers offers,
            Languages texts,
            DutyTimes times,
            AdminNotices notices,
            DutyEnd dutyEnd,
            Clock clock) {
        return new ShiftEnds(
                users, directories, successors, report, offers, texts, times, notices, dutyEnd.longest(), clock);
    }

    @Bean
    ShiftButtons shiftButtons(
            UserService users,
            DutyCommands commands,
            LeavingQuestion question,
            ShiftEnds ends,
            ShiftOffers offers,
            DutyEnd dutyEnd,
            DutyTimes times,
            Clock clock) {
        return new ShiftButtons(users, commands, question, ends, offers, dutyEnd, times, clock);
    }

    @Bean
    ShiftAcceptance shiftAcceptance(
            UserService users,
            DirectoryService directories,
            Successors successors,
            AcceptedShifts accepted,
            OwnedIncidents owned,
            IncidentRequests requests,
            ShiftReport report,
            ShiftEnds ends,
            AreaNames areas,
            Languages texts,
            DutyTimes times) {
        return new ShiftAcceptance(
                users, directories, successors, accepted, owned, requests, report, ends, areas, texts, times);
    }
}
