package dev.vestnik.config;

import dev.vestnik.bot.ContextResolver;
import dev.vestnik.bot.ErrorReply;
import dev.vestnik.bot.EventSink;
import dev.vestnik.bot.HandoverQueue;
import dev.vestnik.bot.IncomingUpdateReader;
import dev.vestnik.bot.MenuLabels;
import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.flow.Apologise;
import dev.vestnik.flow.ComposeReply;
import dev.vestnik.flow.CountReply;
import dev.vestnik.flow.ReadUpdate;
import dev.vestnik.flow.RecogniseVisitor;
import dev.vestnik.flow.RouteDoor;
import dev.vestnik.flow.RouteHandover;
import dev.vestnik.store.Keys;
import dev.vestnik.text.Languages;
import dev.vestnik.user.UserService;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps between Telegram and the bot, and the bot's two ways out into other routes. */
@Configuration(proxyBeanMethods = false)
public class BotFlowConfiguration {
    @Bean
    ReadUpdate readUpdate(Languages texts) {
        return new ReadUpdate(new IncomingUpdateReader(new MenuLabels(texts)));
    }

    @Bean
    RecogniseVisitor recogniseVisitor(UserService users, CurrentDirectory directories, Languages texts) {
        return new RecogniseVisitor(new ContextResolver(users, directories, texts));
    }

    @Bean
    Apologise apologise(ErrorReply apology) {
        return new Apologise(apology);
    }

    @Bean
    ComposeReply composeReply() {
        return new ComposeReply();
    }

    @Bean
    CountReply countReply(
            RedisStreamsComponent redisStreams, VestnikProperties properties, KeyPace chatPace, Keys keys) {
        Rate rate = Rate.parse(properties.delivery().perBot());
        return new CountReply(redisStreams.pacer(rate, chatPace), keys.outbox());
    }

    @Bean
    HandoverQueue handover(ProducerTemplate producer) {
        return new RouteHandover(producer);
    }

    @Bean
    EventSink door(ProducerTemplate producer) {
        return new RouteDoor(producer);
    }
}
