package dev.vestnik.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that excludes other processes and other holders in this process. The operating system releases it when
 * the process ends.
 */
final class FolderLock implements Closeable {
    private static final long RETRY_MILLIS = 20;

    /**
     * The files locked by this process. Checked before a file is opened, because closing any channel of a file may release
     * all locks that the process has on it, see {@link FileLock}.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock if it is free, else returns null. */
    static @Nullable FolderLock tryTake(Path path) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return null;
            }
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return null;
            }
            HELD.add(file);
            return new FolderLock(file, channel, lock);
        }
    }

    /** Waits for the lock without a time limit: holders keep it for seconds at most, and it ends with their process. */
    static FolderLock take(Path file) throws IOException {
        while (true) {
            FolderLock lock = tryTake(file);
            if (lock != null) {
                return lock;
            }
            Pause.millis(RETRY_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            HELD.remove(file);
            try (channel) {
                lock.release();
            }
        }
    }
}
