package dev.vestnik.config.reload;

import dev.vestnik.notice.AdminNotices;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.revision.InstanceFiles;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.start.check.RouteCheck;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.reload.RouteReload;
import dev.vestnik.start.reload.RoutesManagedBean;
import dev.vestnik.start.routes.RouteSupervisor;
import dev.vestnik.start.routes.SourceRoutes;
import dev.vestnik.web.HttpRoutes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
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
    /** @param camel is looked up later; as a direct dependency Spring would start Camel before it has its routes */
    @Bean
    RouteReload routeReload(
            ListableBeanFactory beans,
            Environment settings,
            ObjectProvider<CamelContext> camel,
            RouteSupervisor supervisor,
            SourceRoutes sources,
            HttpRoutes http,
            AdminNotices notices,
            RouteRevisions revisions,
            RouteFileFaults faults,
            InstanceFiles instances,
            Clock clock) {
        return new RouteReload(
                settings.getRequiredProperty("camel.main.routes-include-pattern"),
                new RouteCheck(beans, settings, sources::faults),
                sources,
                () -> (ModelCamelContext) camel.getObject(),
                supervisor,
                http.gate(),
                faults,
                new RouteReload.Listener() {
                    @Override
                    public void inForce(Map<String, String> files) {
                        revisions.add(files);
                        instances.inForce(files);
                    }

                    @Override
                    public void refused(List<RouteFault> found) {
                        notices.send(RouteFileConfiguration.refused(found));
                    }
                },
                clock);
    }

    @Bean
    RoutesManagedBean routesManagedBean(
            RouteReload reload,
            RouteRevisions revisions,
            TakeBack takeBack,
            InstanceFiles instances,
            OperatorAudit audit) {
        return new RoutesManagedBean(reload, revisions, takeBack, instances, audit);
    }
}
