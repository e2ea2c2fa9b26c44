package dev.vestnik.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One reading of the directory, on a thread of its own. */
final class DirectoryLoading {
    private final String version;
    private final CompletableFuture<Directory> directory;

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
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }
}
