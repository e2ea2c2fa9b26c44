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
 * Who runs the sandbox of one data folder. The first process holds the seat, and is found by those after it through a file
 * beside the data; the bot token in it stays the same for the folder.
 */
public final class SandboxSeat implements AutoCloseable {
    /** The id of every sandbox's bot; real ids of this size are not given out. */
    private static final String BOT_ID = "7000000000";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RETRY_MILLIS = 100;
    private static final int HTTP_MILLIS = 2_000;
    private static final int SECRET_BYTES = 26;

    private final SmallFile file;
    private final Properties values;
    private final @Nullable FolderLock lock;

    private SandboxSeat(SmallFile file, Properties values, @Nullable FolderLock lock) {
        this.file = file;
        this.values = values;
        this.lock = lock;
    }

    /** Whether some process runs the sandbox of this folder now. */
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
     * Takes the seat, or waits until the process that has it answers.
     *
     * @param own where a sandbox of this process would be reached
     * @throws EmbeddedRedisException where the other process does not answer for a minute
     */
    public static SandboxSeat take(Path folder, URI own) throws IOException {
        Files.createDirectories(folder);
        SmallFile file = new SmallFile(folder.resolve("sandbox.properties"));
        long start = System.nanoTime();
        while (true) {
            FolderLock lock = FolderLock.tryTake(lockFile(folder));
            if (lock != null) {
                return own(file, own, lock);
            }
            Properties values = file.read();
            if (values.containsKey("url") && answers(values)) {
                return new SandboxSeat(file, values, null);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new EmbeddedRedisException("Another process holds the sandbox of " + folder
                        + ", but does not answer at " + values.getProperty("url", "any address") + ": stop it");
            }
            Pause.millis(RETRY_MILLIS);
        }
    }

    private static SandboxSeat own(SmallFile file, URI own, FolderLock lock) throws IOException {
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
        return new SandboxSeat(file, values, lock);
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

    /** Where the sandbox is, without a slash at its end. */
    public URI uri() {
        return URI.create(values.getProperty("url"));
    }

    /** The token of the sandbox's bot. */
    public String token() {
        return values.getProperty("token");
    }

    /** The token for {@code POST /events} that the sandbox makes where none is configured. */
    public String httpToken() {
        return values.getProperty("httpToken");
    }

    /** Tells other processes where the sandbox is; call when it answers there. */
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
        return "SandboxSeat[" + uri() + "]";
    }
}
