package dev.vestnik.config;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.flow.NoticeSteps;
import dev.vestnik.flow.RouteTextQueue;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeCounts;
import dev.vestnik.notice.NoticeReports;
import dev.vestnik.outbox.TextQueue;
import dev.vestnik.store.Keys;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The notices to administrators. */
@Configuration(proxyBeanMethods = false)
public class NoticeConfiguration {
    /** Notices that wait to be stored, for instance while Redis does not answer. */
    private static final int QUEUE = 100;

    /** After this time without a notice the thread ends. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    @Bean
    TextQueue textQueue(ProducerTemplate producer) {
        return new RouteTextQueue(producer);
    }

    @Bean
    AdminNotices adminNotices(
            RedisClusterCommands<String, String> redis,
            Keys keys,
            UserService users,
            DirectoryService directories,
            TextQueue textQueue,
            Clock clock) {
        return new AdminNotices(redis, keys, users, directories, textQueue, executor(), clock);
    }

    @Bean
    NoticeSteps noticeSteps(RedisClusterCommands<String, String> redis, Keys keys, AdminNotices notices, Clock clock) {
        return new NoticeSteps(new NoticeReports(redis, keys, new NoticeCounts(redis, keys, notices), clock));
    }

    /** Not a bean, since a bean of this type would replace the executor of Spring Boot. */
    private static Executor executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                NoticeConfiguration::thread);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "notices");
        thread.setDaemon(true);
        return thread;
    }
}
