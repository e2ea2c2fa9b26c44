package dev.vestnik.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Decides which process runs the sandbox of a data folder. The first process holds the lock; later ones find its address in
 * a file beside the data. The bot token in that file stays the same.
 */
public final class SandboxLock implements AutoCloseable {
    /** The id of every sandbox's bot; Telegram does not issue ids of this size. */
    private static final String BOT_ID = "7000000000";

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final long RETRY_MILLIS = 100;
    private static final int HTTP_MILLIS = 2_000;
    private static final int SECRET_BYTES = 26;

    private final PropertiesFile file;
    private final Properties values;
    private final @Nullable FolderLock lock;

    private SandboxLock(PropertiesFile file, Properties values, @Nullable FolderLock lock) {
        this.file = file;
        this.values = values;
        this.lock = lock;
    }

    /** Whether a process runs the sandbox of this folder now. */
    public static boolean isTaken(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (FolderLock lock = FolderLock.tryTake(lockFile(folder))) {
            return lock == null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Takes the lock, or waits until the process that holds it answers.
     *
     * @param own the address of this process's own sandbox
     * @throws EmbeddedRedisException if the other process does not answer for a minute
     */
    public static SandboxLock take(Path folder, URI own) throws IOException {
        Files.createDirectories(folder);
        PropertiesFile file = new PropertiesFile(folder.resolve("sandbox.properties"));
        long start = System.nanoTime();
        while (true) {
            FolderLock lock = FolderLock.tryTake(lockFile(folder));
            if (lock != null) {
                return own(file, own, lock);
            }
            Properties values = file.read();
            if (values.containsKey("url") && answers(values)) {
                return new SandboxLock(file, values, null);
            }
            if (System.nanoTime() - start > ANSWER_TIMEOUT.toNanos()) {
                throw new EmbeddedRedisException("Another process holds the sandbox of " + folder
                        + ", but does not answer at " + values.getProperty("url", "any address") + ": stop it");
            }
            Pause.millis(RETRY_MILLIS);
        }
    }

    private static SandboxLock own(PropertiesFile file, URI own, FolderLock lock) throws IOException {
        Properties values = file.read();
        if (!values.getProperty("token", "").startsWith(BOT_ID + ":")) {
            values.setProperty("token", BOT_ID + ":" + secret());
        }
        if (!values.containsKey("httpToken")) {
            values.setProperty("httpToken", secret());
        }
        values.remove("url");
        file.write(values);
        values.setProperty("url", own.toString());
        return new SandboxLock(file, values, lock);
    }

    private static Path lockFile(Path folder) {
        return folder.resolve("sandbox.lock");
    }

    private static boolean answers(Properties values) {
        try {
            URI me = URI.create(values.getProperty("url") + "/bot" + values.getProperty("token") + "/getMe");
            HttpURLConnection http = (HttpURLConnection) me.toURL().openConnection();
            http.setConnectTimeout(HTTP_MILLIS);
            http.setReadTimeout(HTTP_MILLIS);
            return http.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether the sandbox runs in this process. */
    public boolean isOwner() {
        return lock != null;
    }

    /** The address of the sandbox, without a trailing slash. */
    public URI uri() {
        return URI.create(values.getProperty("url"));
    }

    /** The token of the sandbox's bot. */
    public String token() {
        return values.getProperty("token");
    }

    /** The generated token for {@code POST /events}, used if none is configured. */
    public String httpToken() {
        return values.getProperty("httpToken");
    }

    /** Publishes the address of the sandbox to other processes; call when it answers there. */
    public void publish() {
        try {
            file.write(values);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    /** Never shows the tokens. */
    @Override
    public String toString() {
        return "SandboxLock[" + uri() + "]";
    }
}
