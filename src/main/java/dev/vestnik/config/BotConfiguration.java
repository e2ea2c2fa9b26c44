package dev.vestnik.config;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.ChatMenu;
import dev.vestnik.bot.CommandMenu;
import dev.vestnik.bot.ContextResolver;
import dev.vestnik.bot.ErrorReply;
import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.HandoverQueue;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.bot.MenuLabels;
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
import dev.vestnik.bot.group.GroupMembership;
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
import dev.vestnik.bot.incident.StormButtons;
import dev.vestnik.bot.people.Announcements;
import dev.vestnik.bot.people.DirectoryCommand;
import dev.vestnik.bot.people.PeopleCommand;
import dev.vestnik.bot.people.SayCommand;
import dev.vestnik.bot.scene.DirectoryNotices;
import dev.vestnik.bot.scene.GroupScene;
import dev.vestnik.bot.scene.InteractionScene;
import dev.vestnik.bot.scene.LoginScene;
import dev.vestnik.bot.scene.MemberMenu;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Reachability;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.dispatch.recipient.Coverage;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.CommandSteps;
import dev.vestnik.flow.ReplySteps;
import dev.vestnik.flow.RouteEventSink;
import dev.vestnik.flow.RouteHandoverQueue;
import dev.vestnik.flow.RouteIncidentRequests;
import dev.vestnik.flow.RouteMessageQueue;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.incident.card.StormStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.outbox.ReplyBacklog;
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
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the routes that handle an update and send the replies: steps, scenes and commands, and their dependencies. */
@Configuration(proxyBeanMethods = false)
public class BotConfiguration {
    @Bean
    Languages texts(VestnikProperties properties) {
        return new Languages(properties.language());
    }

    @Bean
    CommandMenu botCommands(Languages texts) {
        return new CommandMenu(texts);
    }

    @Bean
    MemberMenu memberMenu(CommandMenu botCommands, ChatMenu chatMenu) {
        return new MemberMenu(botCommands, chatMenu);
    }

    @Bean
    SceneStore sceneStore(RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties) {
        return new SceneStore(redis, keys, properties.retention().scenes());
    }

    @Bean
    AreaNames areaNames(DirectoryService directories) {
        return new AreaNames(directories);
    }

    @Bean
    StatusNames statusNames(Statuses statuses) {
        return new StatusNames(statuses);
    }

    @Bean
    Questions questions(SceneStore scenes) {
        return new Questions(scenes);
    }

    @Bean
    ShiftHandover shiftHandover(IncidentStore incidents, CardStore cards, HandoverQueue handover, Clock clock) {
        return new ShiftHandover(incidents, cards, handover, clock);
    }

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
    CardOnRequest cardOnRequest(IncidentAccess access, CardPresses presses, IncidentRequests requests) {
        return new CardOnRequest(access, presses, requests);
    }

    @Bean
    LoginScene loginScene(
            UserService users,
            DirectoryService directories,
            SceneStore scenes,
            Languages texts,
            AreaNames areas,
            ShiftHandover handover,
            OwnedIncidents owned,
            MemberMenu menu) {
        return new LoginScene(users, directories, scenes, texts, areas, handover, owned, menu);
    }

    @Bean
    InteractionScene interactionScene(SceneStore scenes) {
        return new InteractionScene(scenes);
    }

    @Bean
    DirectoryNotices directoryNotices(
            LoginScene login,
            UserService users,
            DirectoryService directories,
            Languages texts,
            AreaNames areas,
            OwnedIncidents owned,
            MemberMenu menu) {
        return new DirectoryNotices(login, users, directories, texts, areas, owned, menu);
    }

    @Bean
    BotIdentity bot() {
        return new BotIdentity();
    }

    @Bean
    GroupScene groupScene() {
        return new GroupScene();
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
    GroupMembership groupMembership(BindingStore bindings, BotIdentity bot, AdminNotices notices) {
        return new GroupMembership(bindings, bot, notices::send);
    }

    @Bean
    Reachability reachability(UserService users, ShiftHandover handover) {
        return new Reachability(users, handover);
    }

    @Bean
    ErrorReply errorReply(Languages texts) {
        return new ErrorReply(texts);
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

    @Bean
    CommandSteps commandSteps(
            UserService users,
            DirectoryService directories,
            Languages texts,
            ErrorReply errorReply,
            BotIdentity bot,
            ShiftHandover shiftHandover) {
        return new CommandSteps(
                new IncomingUpdateReader(new MenuLabels(texts), bot),
                new ContextResolver(users, directories, texts, shiftHandover),
                errorReply,
                shiftHandover);
    }

    @Bean
    ReplySteps replySteps(
            RedisStreamsComponent redisStreams,
            VestnikProperties properties,
            KeyPace chatPace,
            Keys keys,
            RedisClusterCommands<String, String> redis,
            Clock clock) {
        Rate rate = Rate.parse(properties.delivery().perBot());
        return new ReplySteps(redisStreams.pacer(rate, chatPace), keys.outbox(), new ReplyBacklog(redis, keys), clock);
    }

    @Bean
    HandoverQueue handoverQueue(ProducerTemplate producer) {
        return new RouteHandoverQueue(producer);
    }

    @Bean
    IncidentRequests incidentRequests(ProducerTemplate producer, TextQueue texts, Clock clock) {
        return new RouteIncidentRequests(producer, texts, clock);
    }

    @Bean
    EventSink eventSink(ProducerTemplate producer) {
        return new RouteEventSink(producer);
    }
}
