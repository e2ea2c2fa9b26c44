package dev.vestnik.config;

import dev.vestnik.bot.BotIdentity;
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
import dev.vestnik.bot.command.LogoutCommand;
import dev.vestnik.bot.command.MeCommand;
import dev.vestnik.bot.command.NotificationCommands;
import dev.vestnik.bot.command.OpenCommand;
import dev.vestnik.bot.command.SelectCommand;
import dev.vestnik.bot.command.TestCommand;
import dev.vestnik.bot.command.WhoCommand;
import dev.vestnik.bot.scene.DirectoryNotices;
import dev.vestnik.bot.scene.GroupScene;
import dev.vestnik.bot.scene.InteractionScene;
import dev.vestnik.bot.scene.LoginScene;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Reachability;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.Coverage;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.CommandSteps;
import dev.vestnik.flow.RouteEventSink;
import dev.vestnik.flow.RouteHandoverQueue;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.outbox.ReplyBacklog;
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

/** The beans of {@code telegram-commands.camel.yaml}: steps, scenes and commands, and their dependencies. */
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
    ShiftHandover shiftHandover(IncidentStore incidents, HandoverQueue handover) {
        return new ShiftHandover(incidents, handover);
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
    LoginScene loginScene(
            UserService users,
            DirectoryService directories,
            SceneStore scenes,
            Languages texts,
            AreaNames areas,
            ShiftHandover handover) {
        return new LoginScene(users, directories, scenes, texts, areas, handover);
    }

    @Bean
    InteractionScene interactionScene(SceneStore scenes) {
        return new InteractionScene(scenes);
    }

    @Bean
    DirectoryNotices directoryNotices(
            LoginScene login, UserService users, DirectoryService directories, Languages texts, AreaNames areas) {
        return new DirectoryNotices(login, users, directories, texts, areas);
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
            AreaNames areas,
            StatusNames statuses,
            Questions questions,
            DutyGaps gaps) {
        return new DutyCommands(users, directories, handover, areas, statuses, questions, gaps);
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
    LogoutCommand logoutCommand(UserService users, SceneStore scenes, Questions questions, DutyGaps gaps) {
        return new LogoutCommand(users, scenes, questions, gaps);
    }

    @Bean
    HelpCommand helpCommand() {
        return new HelpCommand();
    }

    @Bean
    MeCommand meCommand(AreaNames areas, StatusNames statuses) {
        return new MeCommand(areas, statuses);
    }

    @Bean
    WhoCommand whoCommand(UserService users, DirectoryService directories, AreaNames areas) {
        return new WhoCommand(users, directories, areas);
    }

    @Bean
    OpenCommand openCommand(IncidentStore incidents, AreaNames areas, StatusNames statuses, Clock clock) {
        return new OpenCommand(incidents, areas, statuses, ZoneId.systemDefault(), clock);
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
            ShiftHandover shiftHandover,
            HandoverQueue handover,
            RedisStreamsComponent redisStreams,
            VestnikProperties properties,
            KeyPace chatPace,
            Keys keys,
            RedisClusterCommands<String, String> redis,
            Clock clock) {
        Rate rate = Rate.parse(properties.delivery().perBot());
        return new CommandSteps(
                new IncomingUpdateReader(new MenuLabels(texts), bot),
                new ContextResolver(users, directories, texts, handover),
                errorReply,
                shiftHandover,
                redisStreams.pacer(rate, chatPace),
                keys.outbox(),
                new ReplyBacklog(redis, keys),
                clock);
    }

    @Bean
    HandoverQueue handoverQueue(ProducerTemplate producer) {
        return new RouteHandoverQueue(producer);
    }

    @Bean
    EventSink eventSink(ProducerTemplate producer) {
        return new RouteEventSink(producer);
    }
}
