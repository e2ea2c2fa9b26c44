package dev.vestnik.config.reload;

import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.ops.health.RouteFilesHealth;
import dev.vestnik.revision.InstanceFiles;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.reload.RouteFolders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Tells of local files without which the service has started, and where no reload does so, of the files in force. */
@Configuration(proxyBeanMethods = false)
class RouteFileConfiguration {
    private static final NoticeKind REFUSED = new NoticeKind("routes-refused", Duration.ofMinutes(1));
    private static final NoticeKind LEFT_OUT = new NoticeKind("routes-left-out", Duration.ofMinutes(1));

    static AdminNotice refused(List<RouteFault> faults) {
        return notice(REFUSED, "notice.routes-refused", faults);
    }

    private static AdminNotice notice(NoticeKind kind, String message, List<RouteFault> faults) {
        return AdminNotice.of(
                kind, message, Integer.toString(faults.size()), faults.get(0).text());
    }

    private static Map<String, String> inForce(Environment settings, RouteFileFaults faults) {
        RouteFolders folders = new RouteFolders(settings.getRequiredProperty("camel.main.routes-include-pattern"));
        Map<String, String> files = folders.texts();
        faults.leftOut().forEach(file -> files.remove(file.toString()));
        return files;
    }

    @Bean
    RouteFilesHealth routeFilesHealthIndicator(RouteFileFaults faults) {
        return new RouteFilesHealth(faults::texts);
    }

    @Bean
    CamelContextConfiguration filesOfTheStart(
            RouteFileFaults faults, AdminNotices notices, InstanceFiles instances, Environment settings) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {}

            @Override
            public void afterApplicationStart(CamelContext camel) {
                if (!settings.getRequiredProperty("vestnik.routes.reload", Boolean.class)) {
                    instances.inForce(inForce(settings, faults));
                }
                if (!faults.all().isEmpty()) {
                    notices.send(notice(LEFT_OUT, "notice.routes-left-out", faults.all()));
                }
            }
        };
    }
}
