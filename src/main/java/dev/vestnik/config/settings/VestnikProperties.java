package dev.vestnik.config.settings;

import dev.vestnik.event.Status;
import dev.vestnik.start.settings.DirectoryOrigin;
import dev.vestnik.start.settings.ProcessRole;
import dev.vestnik.start.settings.SandboxMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings under {@code vestnik.*}; the defaults are in {@code application.yml}. {@link
 * dev.vestnik.start.settings.SettingsValidator} checks the values before this is bound.
 *
 * @param botName the name of the bot: key prefix, Camel context name, metric tag
 * @param roles what this process does
 * @param consumerName the name of this process in the consumer groups; empty: the host's name
 * @param sandbox whether the sandbox takes Telegram's place
 * @param flushConsumers at start, take over the pending entries of dead consumers and remove these consumers
 * @param flushAreas at start, drop the areas and the ranges and load them again
 * @param flushRangeips at start, drop the areas and the ranges and load them again
 * @param defaultArea the area of events that name none and whose IP address is in no range; empty: administrators get these
 * @param language the language of people whose own language is not known, {@code ru} or {@code en}
 * @param httpTokens who may POST /events: token by name; empty: nobody
 * @param admin the login to Hawtio, Jolokia and the ledger
 * @param telegram the Bot API and the bot's account
 * @param redis the Redis that Vestnik works on
 * @param directory people, areas and IP ranges
 * @param inbox the list that events are pushed to
 * @param delivery how fast messages are sent
 * @param escalation who is told again while nobody takes an incident
 * @param duty how long people are on duty
 * @param tracing where traces go
 * @param acted whether what people do leaves by a route
 * @param retention how long data is kept
 * @param routes the route files
 * @param sources the sources, by name
 * @param severities how the severities of sources become statuses: status by severity
 * @param statuses the statuses of events
 */
@ConfigurationProperties("vestnik")
public record VestnikProperties(
        String botName,
        Set<ProcessRole> roles,
        String consumerName,
        SandboxMode sandbox,
        boolean flushConsumers,
        boolean flushAreas,
        boolean flushRangeips,
        @Nullable String defaultArea,
        String language,
        @DefaultValue Map<String, String> httpTokens,
        Admin admin,
        Telegram telegram,
        Redis redis,
        Directory directory,
        Inbox inbox,
        Delivery delivery,
        Escalation escalation,
        Duty duty,
        Tracing tracing,
        Acted acted,
        Retention retention,
        Routes routes,
        @DefaultValue Map<String, Source> sources,
        @DefaultValue Map<String, String> severities,
        List<StatusProperties> statuses) {

    /**
     * The login to Hawtio, Jolokia and the ledger.
     *
     * @param user the user name
     * @param password 8 characters to 72 bytes; empty: one is generated at each start and printed
     * @param viewers name:password pairs of those who may see and change nothing; empty: nobody
     */
    public record Admin(
            String user,
            @Nullable String password,
            @Nullable String viewers) {
        /** Never shows a password. */
        @Override
        public String toString() {
            return "Admin[user=" + user + "]";
        }
    }

    /**
     * The Bot API and the bot's account.
     *
     * @param token the token from BotFather; in the sandbox it is generated
     * @param baseUri the address of the Bot API server
     * @param proxy {@code http://host:port}, {@code socks5://host:port} or {@code socks4://host:port}; empty: no proxy
     * @param webhook how updates come
     */
    public record Telegram(
            @Nullable String token,
            String baseUri,
            @Nullable String proxy,
            @DefaultValue Webhook webhook) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "Telegram[baseUri=" + baseUri + "]";
        }
    }

    /**
     * How updates come from Telegram.
     *
     * @param url where Telegram posts them; empty: Vestnik polls
     * @param secret what Telegram sends with each, 1 to 256 letters, digits, {@code _} and {@code -}; empty: derived from the
     *     token
     */
    public record Webhook(@Nullable String url, @Nullable String secret) {
        public boolean used() {
            return url != null && !url.isEmpty();
        }

        /** The path that this process serves; without a webhook one that no route has. */
        public String path() {
            return url == null || url.isEmpty() ? "/telegram" : URI.create(url).getPath();
        }

        /** Shows neither the secret nor the path, which may be secret as well. */
        @Override
        public String toString() {
            return "Webhook[used=" + used() + "]";
        }
    }

    /**
     * The Redis that Vestnik works on.
     *
     * @param url {@code redis://}, {@code rediss://}, {@code redis-sentinel://} or {@code embedded}
     * @param folder the data folder of the embedded Redis; processes with the same folder share Redis and sandbox
     * @param patience how long the start waits for a Redis that does not answer
     * @param visibility how long a process keeps the chats that it works on without renewing its lease
     */
    public record Redis(@Nullable String url, Path folder, Duration patience, Duration visibility) {
        /** Never shows a password. */
        @Override
        public String toString() {
            return "Redis[folder=" + folder + "]";
        }
    }

    /**
     * People, areas and IP ranges.
     *
     * @param source where they come from
     * @param http the address that answers with them
     * @param folder the folder of {@code people.csv}, {@code areas.csv} and {@code rangeips.csv}
     * @param maxRemovals the largest part of the people, 0 to 1, that a new directory may log out
     * @param interval how often the files are checked for changes, or the address is asked
     */
    public record Directory(
            DirectoryOrigin source, HttpDirectory http, Path folder, double maxRemovals, Duration interval) {}

    /**
     * The address that answers with the directory.
     *
     * @param url {@code http} or {@code https}
     * @param token what the address gets as its bearer token; empty: nothing
     */
    public record HttpDirectory(
            @Nullable String url, @Nullable String token) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "HttpDirectory[url=" + url + "]";
        }
    }

    /**
     * The list that events are pushed to.
     *
     * @param interval how often the inbox is swept into the stream of events
     */
    public record Inbox(Duration interval) {}

    /**
     * How fast messages are sent.
     *
     * @param perBot rate of all messages, such as {@code 30/s}, {@code 30/s,10} (10 at once after a pause) or {@code unlimited}
     * @param perChat rate of messages in one private chat
     * @param perChatBurst how many messages may go to an idle private chat at once, 1 to 1000
     * @param perGroup rate of messages in one group
     * @param merge whether events that wait for the same chat are merged into one message
     */
    public record Delivery(String perBot, String perChat, int perChatBurst, String perGroup, boolean merge) {}

    /**
     * Who is told again while nobody takes an incident.
     *
     * @param steps each a time since the opening and whom to tell then, such as {@code 5m same}; none: nobody
     * @param repeat the pause before each repetition of the last step
     * @param ownerReminder how long after the last report of its owner the owner is asked; 0: never
     */
    public record Escalation(@DefaultValue List<String> steps, Duration repeat, Duration ownerReminder) {}

    /**
     * How long data is kept.
     *
     * @param events the text of events, dispatched entries of the stream of events, and rejected entries
     * @param deadLetters dead letters that nobody has replayed or discarded
     * @param seen the mark that an event's id was dispatched
     * @param incidents closed incidents
     * @param untouched an open incident without a new event closes after this time
     * @param scenes the state of a conversation
     * @param ledger the delivery of each event to each person
     */
    public record Retention(
            Duration events,
            Duration deadLetters,
            Duration seen,
            Duration incidents,
            Duration untouched,
            Duration scenes,
            Duration ledger) {}

    /**
     * The route files.
     *
     * @param reload whether a changed file is put in force while Vestnik runs
     * @param revisions the folder of the last revisions
     */
    public record Routes(boolean reload, Path revisions) {}

    /**
     * Where traces go.
     *
     * @param endpoint takes them by OTLP over HTTP; empty: nothing is traced
     */
    public record Tracing(@Nullable String endpoint) {}

    /**
     * What people do to incidents.
     *
     * @param enabled whether it leaves by a route of one's own
     */
    public record Acted(boolean enabled) {}

    /**
     * How long people are on duty.
     *
     * @param max the longest duty, and that of who does not say when it ends
     */
    public record Duty(Duration max) {}

    /**
     * A source.
     *
     * @param enabled whether it has a route
     * @param token what its requests must have
     * @param open whether everybody may send
     * @param from who may send to a source whose messages have no token: networks, or addresses of mail
     * @param path where it listens; empty: {@code /sources/<name>}
     * @param tokenPlace {@code header}, {@code path} or {@code query}; empty: as its route says
     * @param port where a source that is not over HTTP listens; empty: as its route says
     * @param severity the least severity that is an event; empty: as the source says
     * @param community what SNMP traps of versions 1 and 2c must have; empty: anything
     * @param users who may send SNMP traps of version 3: {@code name SHA-256 passphrase AES-128 passphrase}
     * @param server the mailbox of mails, {@code imaps://host}
     * @param login the user name of the mailbox
     * @param password the password of the mailbox
     * @param rate how many requests, or messages that are events, this process takes, such as {@code 100/s,1000}
     * @param expect the longest time between two of them; longer is an incident; 0: any
     */
    public record Source(
            @DefaultValue("false") boolean enabled,
            @Nullable String token,
            @DefaultValue("false") boolean open,
            @DefaultValue List<String> from,
            @Nullable String path,
            @Nullable String tokenPlace,
            @Nullable String port,
            @Nullable String severity,
            @Nullable String community,
            @DefaultValue List<String> users,
            @Nullable String server,
            @Nullable String login,
            @Nullable String password,
            @DefaultValue("100/s,1000") String rate,
            @DefaultValue("0s") Duration expect) {
        /** What the log must not show; the community {@code public} is everybody's. */
        public Set<String> secrets() {
            return Stream.of(token, community, password)
                    .filter(secret -> secret != null && !secret.equals("public"))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Source[enabled=" + enabled + ", open=" + open + ", path=" + path + "]";
        }
    }

    /** See {@link dev.vestnik.event.Status}. */
    public record StatusProperties(
            String name,
            int rank,
            String emoji,
            Map<String, String> names,
            boolean opens,
            boolean closes,
            boolean wakes) {
        public Status status() {
            return new Status(name, rank, emoji, names, opens, closes, wakes);
        }
    }
}
