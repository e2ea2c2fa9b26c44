package dev.vestnik.config;

import dev.vestnik.bot.Apology;
import dev.vestnik.bot.AreaNames;
import dev.vestnik.bot.BotCommands;
import dev.vestnik.bot.Door;
import dev.vestnik.bot.DutyCommands;
import dev.vestnik.bot.GroupScene;
import dev.vestnik.bot.Handover;
import dev.vestnik.bot.HelpCommand;
import dev.vestnik.bot.InteractionScene;
import dev.vestnik.bot.LoginScene;
import dev.vestnik.bot.LogoutCommand;
import dev.vestnik.bot.MeCommand;
import dev.vestnik.bot.NotificationCommands;
import dev.vestnik.bot.OpenCommand;
import dev.vestnik.bot.Presence;
import dev.vestnik.bot.Questions;
import dev.vestnik.bot.SceneStore;
import dev.vestnik.bot.SelectCommand;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.StatusNames;
import dev.vestnik.bot.TestCommand;
import dev.vestnik.bot.Texts;
import dev.vestnik.bot.WhoCommand;
import dev.vestnik.directory.Directories;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incidents;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bot: the scenes and commands that {@code telegram-commands.camel.yaml} names, and what they stand on. */
@Configuration(proxyBeanMethods = false)
public class BotConfiguration {
    @Bean
    Texts texts(VestnikProperties properties) {
        return new Texts(properties.language());
    }

    @Bean
    BotCommands botCommands(Texts texts) {
        return new BotCommands(texts);
    }

    @Bean
    SceneStore sceneStore(RedisClusterCommands<String, String> redis, Keys keys, VestnikProperties properties) {
        return new SceneStore(redis, keys, properties.retention().scenes());
    }

    @Bean
    AreaNames areaNames(Directories directories) {
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
    ShiftHandover shiftHandover(Incidents incidents, Handover handover) {
        return new ShiftHandover(incidents, handover);
    }

    @Bean
    LoginScene loginScene(UserService users, Directories directories, SceneStore scenes, Texts texts, AreaNames areas) {
        return new LoginScene(users, directories, scenes, texts, areas);
    }

    @Bean
    InteractionScene interactionScene(SceneStore scenes) {
        return new InteractionScene(scenes);
    }

    @Bean
    GroupScene groupScene() {
        return new GroupScene();
    }

    @Bean
    Presence presence(UserService users, ShiftHandover handover) {
        return new Presence(users, handover);
    }

    @Bean
    Apology apology(Texts texts) {
        return new Apology(texts);
    }

    @Bean
    DutyCommands dutyCommands(
            UserService users, Directories directories, ShiftHandover handover, AreaNames areas, StatusNames statuses) {
        return new DutyCommands(users, directories, handover, areas, statuses);
    }

    @Bean
    NotificationCommands notificationCommands(UserService users, Questions questions, ShiftHandover handover) {
        return new NotificationCommands(users, questions, handover);
    }

    @Bean
    SelectCommand selectCommand(UserService users, StatusNames statuses) {
        return new SelectCommand(users, statuses);
    }

    @Bean
    LogoutCommand logoutCommand(UserService users, SceneStore scenes, Questions questions) {
        return new LogoutCommand(users, scenes, questions);
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
    WhoCommand whoCommand(UserService users, Directories directories, AreaNames areas) {
        return new WhoCommand(users, directories, areas);
    }

    @Bean
    OpenCommand openCommand(Incidents incidents, AreaNames areas, StatusNames statuses, Clock clock) {
        return new OpenCommand(incidents, areas, statuses, clock);
    }

    @Bean
    TestCommand testCommand(Door door, Statuses statuses) {
        return new TestCommand(door, statuses);
    }
}
