package dev.vestnik.config.reload;

import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.ops.health.RouteFilesHealth;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.reload.RouteReload;
import dev.vestnik.start.reload.RoutesManagedBean;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.routes.SourceMappings;
import dev.vestnik.web.HttpRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jslt.JsltComponent;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts changed route files in force while Vestnik runs, unless {@code vestnik.routes.reload} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("vestnik.routes.reload")
class ReloadConfiguration {
    private static final NoticeKind REFUSED = new NoticeKind("routes-refused", Duration.ofMinutes(1));

    /** @param camel is looked up later; as a direct dependency Spring would start Camel before it has its routes */
    @Bean
    RouteReload routeReload(
            ListableBeanFactory beans,
            Environment settings,
            ObjectProvider<CamelContext> camel,
            RouteSupervisor supervisor,
            HttpRoutes http,
            AdminNotices notices,
            RouteRevisions revisions,
            Clock clock) {
        return new RouteReload(
                settings.getRequiredProperty("camel.main.routes-include-pattern"),
                new RouteCheck(beans, settings),
                new SourceMappings(
                        () -> beans.getBean(JsltComponent.class).getFunctions(), new RoutePlaces(Path.of("routes"))),
                () -> (ModelCamelContext) camel.getObject(),
                supervisor,
                http.changing(),
                new RouteReload.Listener() {
                    @Override
                    public void inForce(Map<String, String> files) {
                        revisions.add(files);
                    }

                    @Override
                    public void refused(List<RouteFault> faults) {
                        notices.send(notice(faults));
                    }
                },
                clock);
    }

    private static AdminNotice notice(List<RouteFault> faults) {
        return AdminNotice.of(
                REFUSED,
                "notice.routes-refused",
                Integer.toString(faults.size()),
                faults.get(0).text());
    }

    @Bean
    RouteFilesHealth routeFilesHealthIndicator(RouteReload reload) {
        return new RouteFilesHealth(reload::faults);
    }

    @Bean
    RoutesManagedBean routesManagedBean(
            RouteReload reload, RouteRevisions revisions, TakeBack takeBack, OperatorAudit audit) {
        return new RoutesManagedBean(reload, revisions, takeBack, audit);
    }
}
