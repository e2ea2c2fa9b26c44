package dev.vestnik.config.bot;

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
import dev.vestnik.bot.group.GroupMembership;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.incident.OwnedIncidents;
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
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.CommandSteps;
import dev.vestnik.flow.ReplySteps;
import dev.vestnik.flow.RouteEventSink;
import dev.vestnik.flow.RouteHandoverQueue;
import dev.vestnik.flow.RouteIncidentRequests;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.outbox.ReplyBacklog;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.store.Keys;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the routes that handle an update and send the replies: steps, scenes, menus and what they ask of other routes. */
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
    IncomingUpdateReader incomingUpdateReader(Languages texts, BotIdentity bot) {
        return new IncomingUpdateReader(new MenuLabels(texts), bot);
    }

    @Bean
    CommandSteps commandSteps(
            IncomingUpdateReader reader,
            UserService users,
            DirectoryService directories,
            Languages texts,
            ErrorReply errorReply,
            ShiftHandover shiftHandover) {
        return new CommandSteps(
                reader, new ContextResolver(users, directories, texts, shiftHandover), errorReply, shiftHandover);
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
