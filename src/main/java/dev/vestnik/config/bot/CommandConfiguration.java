package dev.vestnik.config.bot;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.command.DutyCommands;
import dev.vestnik.bot.command.DutyGaps;
import dev.vestnik.bot.command.HelpCommand;
import dev.vestnik.bot.command.LanguageCommand;
import dev.vestnik.bot.command.LogoutCommand;
import dev.vestnik.bot.command.Logouts;
import dev.vestnik.bot.command.MeCommand;
import dev.vestnik.bot.command.NotificationCommands;
import dev.vestnik.bot.command.OpenCommand;
import dev.vestnik.bot.command.RoutesCommand;
import dev.vestnik.bot.command.SelectCommand;
import dev.vestnik.bot.command.TestCommand;
import dev.vestnik.bot.command.WhoCommand;
import dev.vestnik.bot.duty.DutyEnd;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.duty.LeavingQuestion;
import dev.vestnik.bot.duty.ShiftOffers;
import dev.vestnik.bot.group.BindCommand;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.bot.people.Announcements;
import dev.vestnik.bot.people.DirectoryCommand;
import dev.vestnik.bot.people.PeopleCommand;
import dev.vestnik.bot.people.SayCommand;
import dev.vestnik.bot.scene.MemberMenu;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.dispatch.recipient.Coverage;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.RouteMessageQueue;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The commands of the bot, and what they share. */
@Configuration(proxyBeanMethods = false)
public class CommandConfiguration {
    @Bean
    DutyGaps dutyGaps(
            Statuses statuses,
            UserService users,
            DirectoryService directories,
            IncidentStore incidents,
            AreaNames areas,
            AdminNotices notices) {
        return new DutyGaps(new Coverage(statuses), users, directories, incidents, areas, notices);
    }

    @Bean
    BindCommand bindCommand(
            BindingStore bindings,
            DirectoryService directories,
            AreaNames areas,
            StatusNames statuses,
            BotIdentity bot,
            IncidentStore incidents,
            IncidentRequests requests) {
        return new BindCommand(bindings, directories, areas, statuses, bot, incidents, requests);
    }

    @Bean
    DutyCommands dutyCommands(
            UserService users,
            DirectoryService directories,
            ShiftHandover handover,
            IncidentOwners owners,
            AreaNames areas,
            StatusNames statuses,
            Questions questions,
            DutyGaps gaps,
            LeavingQuestion leavingQuestion,
            ShiftOffers offers,
            OwnedIncidents owned,
            DutyEnd dutyEnd,
            DutyTimes times,
            Clock clock) {
        return new DutyCommands(
                users,
                directories,
                handover,
                owners,
                areas,
                statuses,
                questions,
                gaps,
                leavingQuestion,
                offers,
                owned,
                dutyEnd,
                times,
                clock);
    }

    @Bean
    DutyEnd dutyEnd(VestnikProperties properties) {
        return new DutyEnd(properties.duty().max());
    }

    @Bean
    DutyTimes dutyTimes(Clock clock) {
        return new DutyTimes(ZoneId.systemDefault(), clock);
    }

    @Bean
    NotificationCommands notificationCommands(
            UserService users, Questions questions, ShiftHandover handover, DutyGaps gaps) {
        return new NotificationCommands(users, questions, handover, gaps);
    }

    @Bean
    SelectCommand selectCommand(UserService users, StatusNames statuses, DutyGaps gaps) {
        return new SelectCommand(users, statuses, gaps);
    }

    @Bean
    Logouts logouts(UserService users, SceneStore scenes, DutyGaps gaps, OwnedIncidents owned, MemberMenu menu) {
        return new Logouts(users, scenes, gaps, owned, menu);
    }

    @Bean
    LogoutCommand logoutCommand(Questions questions, DutyGaps gaps, Logouts logouts) {
        return new LogoutCommand(questions, gaps, logouts);
    }

    @Bean
    PeopleCommand peopleCommand(
            UserService users,
            DirectoryService directories,
            DutyTimes times,
            DutyGaps gaps,
            Logouts logouts,
            Languages texts) {
        return new PeopleCommand(users, directories, times, gaps, logouts, texts);
    }

    @Bean
    DirectoryCommand directoryCommand(DirectoryService directories, DirectoryRefusals refusals) {
        return new DirectoryCommand(directories, refusals);
    }

    @Bean
    RoutesCommand routesCommand(
            RouteRevisions revisions, TakeBack takeBack, DutyTimes times, VestnikProperties properties) {
        return new RoutesCommand(revisions, takeBack, times, properties.consumerName());
    }

    @Bean
    SayCommand sayCommand(
            UserService users,
            DirectoryService directories,
            AreaNames areas,
            Languages texts,
            RedisClusterCommands<String, String> redis,
            Keys keys,
            TextQueue queue,
            Clock clock) {
        return new SayCommand(
                users, directories, areas, texts, new Announcements(redis, keys), new RouteMessageQueue(queue, clock));
    }

    @Bean
    LanguageCommand languageCommand(UserService users, Languages texts, MemberMenu menu) {
        return new LanguageCommand(users, texts, menu);
    }

    @Bean
    HelpCommand helpCommand() {
        return new HelpCommand();
    }

    @Bean
    MeCommand meCommand(AreaNames areas, StatusNames statuses, DutyTimes times) {
        return new MeCommand(areas, statuses, times);
    }

    @Bean
    WhoCommand whoCommand(
            UserService users, DirectoryService directories, AreaNames areas, DutyTimes times, Clock clock) {
        return new WhoCommand(users, directories, areas, times, clock);
    }

    @Bean
    OpenCommand openCommand(
            IncidentStore incidents, IncidentOwners owners, AreaNames areas, StatusNames statuses, Clock clock) {
        return new OpenCommand(incidents, owners, areas, statuses, ZoneId.systemDefault(), clock);
    }

    @Bean
    TestCommand testCommand(EventSink events, Statuses statuses) {
        return new TestCommand(events, statuses);
    }
}
