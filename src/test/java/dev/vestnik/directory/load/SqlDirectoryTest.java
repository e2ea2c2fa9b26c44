package dev.vestnik.directory.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.flow.DirectorySourceSteps;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** The example that reads the directory from PostgreSQL, with a real server where one is installed. */
class SqlDirectoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theExampleReadsThreeTablesOfPostgresql() throws Exception {
        ReceivedDirectory received = new ReceivedDirectory();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (PostgresServer postgres = PostgresServer.start();
                CamelContext camel = new DefaultCamelContext()) {
            fill(postgres);
            Properties settings = new Properties();
            settings.setProperty("DIRECTORY_DB_URL", postgres.url());
            camel.getPropertiesComponent().setInitialProperties(settings);
            DirectorySourceSteps steps = new DirectorySourceSteps(
                    received, true, new DirectorySourceSteps.HttpDirectory("", ""), Mockito.mock(AdminNotices.class));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:directory").process(steps::receive);
                    from("direct:directory-failed")
                            .process(exchange ->
                                    failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                            .getMessage()));
                }
            });
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:docs/examples/directory-sql.camel.yaml"));
            camel.start();
            Awaitility.await().atMost(PATIENCE).until(() -> received.input().isPresent() || !failures.isEmpty());
        }

        assertThat(failures).isEmpty();
        DirectoryReader.Result read =
                DirectoryReader.read(received.input().orElseThrow(), AreaEscalationPolicies::fault, false);
        assertThat(read.problems()).isEmpty();
        Directory directory = read.directory();
        assertThat(directory.people())
                .containsExactlyInAnyOrder(
                        new Person("+79160000001", "Анна Орлова", Set.of("north", "south"), Role.OPERATOR, "ru", null),
                        new Person("+79160000002", "Clara", Set.of("*"), Role.ADMIN, null, null));
        assertThat(directory.areaOfIp("2001:db8:1::7")).contains("south");
        assertThat(directory.escalations()).containsEntry("north", "5m same");
    }

    private static void fill(PostgresServer postgres) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.url(), "vestnik", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table areas (area text primary key, name text, escalation text)");
            statement.execute("create table ranges (cidr cidr primary key, area text references areas)");
            statement.execute("create table people (phone text primary key, name text, areas text[], role text,"
                    + " language text, zone text)");
            statement.execute("insert into areas values ('north', 'Север', '5m same'), ('south', 'Юг', null)");
            statement.execute("insert into ranges values ('10.1.0.0/16', 'north'), ('2001:db8:1::/48', 'south')");
            statement.execute(
                    "insert into people values ('+79160000001', 'Анна Орлова', '{north,south}', null, 'ru', null),"
                            + " ('8 916 000-00-02', 'Clara', '{*}', 'admin', null, null)");
        }
    }
}
