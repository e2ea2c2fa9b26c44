package dev.vestnik.config.bot;

import dev.vestnik.bot.incident.CardNotes;
import dev.vestnik.bot.incident.CardOnRequest;
import dev.vestnik.bot.incident.CardPresses;
import dev.vestnik.bot.incident.CloseButtons;
import dev.vestnik.bot.incident.HandoverButtons;
import dev.vestnik.bot.incident.IncidentAccess;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.incident.MuteButtons;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.bot.incident.OwnerButtons;
import dev.vestnik.bot.incident.RepeatedCards;
import dev.vestnik.bot.incident.StormButtons;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.incident.card.StormStore;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buttons of cards and storms, and the replies to cards. */
@Configuration(proxyBeanMethods = false)
public class IncidentButtonsConfiguration {
    @Bean
    IncidentAccess incidentAccess(IncidentStore incidents) {
        return new IncidentAccess(incidents);
    }

    @Bean
    OwnedIncidents ownedIncidents(IncidentOwners owners, Clock clock) {
        return new OwnedIncidents(owners, clock);
    }

    @Bean
    CardPresses cardPresses(
            IncidentAccess access, IncidentOwners owners, OwnerReminders reminders, AreaNames areas, Clock clock) {
        return new CardPresses(access, owners, reminders, areas, ZoneId.systemDefault(), clock);
    }

    @Bean
    IncidentNews incidentNews(UserService users, Languages texts) {
        return new IncidentNews(users, texts);
    }

    @Bean
    OwnerButtons ownerButtons(CardPresses presses, IncidentOwners owners, IncidentNews news) {
        return new OwnerButtons(presses, owners, news);
    }

    @Bean
    MuteButtons muteButtons(CardPresses presses, MutedRepeats muted) {
        return new MuteButtons(presses, muted);
    }

    @Bean
    StormButtons stormButtons(StormStore storms, CardPresses presses, IncidentOwners owners) {
        return new StormButtons(storms, presses, owners);
    }

    @Bean
    HandoverButtons handoverButtons(
            CardPresses presses,
            IncidentOwners owners,
            IncidentNews news,
            IncidentRequests requests,
            UserService users,
            DirectoryService directories,
            Clock clock) {
        return new HandoverButtons(presses, owners, news, requests, users, directories, clock);
    }

    @Bean
    CloseButtons closeButtons(CardPresses presses, IncidentRequests requests, StatusNames statuses) {
        return new CloseButtons(presses, requests, statuses);
    }

    @Bean
    CardNotes cardNotes(
            CardStore cards, IncidentStore incidents, IncidentHistory history, CardPresses presses, Clock clock) {
        return new CardNotes(cards, incidents, history, presses, clock);
    }

    @Bean
    RepeatedCards repeatedCards(CardStore cards, IncidentStore incidents, IncidentRequests requests) {
        return new RepeatedCards(cards, incidents, requests);
    }

    @Bean
    CardOnRequest cardOnRequest(IncidentAccess access, CardPresses presses, IncidentRequests requests) {
        return new CardOnRequest(access, presses, requests);
    }
}
