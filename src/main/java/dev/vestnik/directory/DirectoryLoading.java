package dev.vestnik.directory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One reading of the directory, on a thread of its own. */
final class DirectoryLoading {
    private final String version;
    private final CompletableFuture<Directory> directory;
    private final AtomicBoolean awaited = new AtomicBoolean();

    private DirectoryLoading(String version, CompletableFuture<Directory> directory) {
        this.version = version;
        this.directory = directory;
    }

    /** @param version the version that was wanted when it began; it may read a newer one */
    static DirectoryLoading begin(String version, Supplier<Directory> read) {
        return new DirectoryLoading(version, CompletableFuture.supplyAsync(read, task -> {
            Thread thread = new Thread(task, "directory-loader");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    boolean isOf(String wanted) {
        return version.equals(wanted);
    }

    boolean isOver() {
        return directory.isDone();
    }

    /**
     * Waits until the directory is read.
     *
     * @throws RuntimeException why it cannot be
     */
    Directory whole() {
        try {
            return directory.join();
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    /**
     * The directory if it is read within this time. Only the first caller waits.
     *
     * @throws RuntimeException why it cannot be read, if that is known within this time
     */
    Optional<Directory> within(Duration time) {
        if (!directory.isDone() && !awaited.compareAndSet(false, true)) {
            return Optional.empty();
        }
        try {
            return Optional.of(directory.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static RuntimeException cause(Exception wrapper) {
        return wrapper.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(wrapper);
    }
}
