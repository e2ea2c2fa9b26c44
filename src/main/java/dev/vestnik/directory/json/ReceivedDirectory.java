package dev.vestnik.directory.json;

import dev.vestnik.directory.load.DirectoryInput;
import dev.vestnik.directory.load.DirectorySource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last directory that a route has sent to {@code direct:directory}, valid or not, and why there is no newer one. */
public final class ReceivedDirectory implements DirectorySource {
    private volatile @Nullable DirectoryInput last;
    private volatile @Nullable String failure;

    /** @param json one object with the arrays {@code areas}, {@code ranges} and {@code people} */
    public void receive(byte[] json) {
        last = new JsonInput(json);
        failure = null;
    }

    /** The source answers again: the last directory is still the newest one. */
    public void confirm() {
        failure = null;
    }

    /**
     * The source could not be asked, or did not answer rightly.
     *
     * @return whether that is new
     */
    public boolean fail(String sentence) {
        boolean known = sentence.equals(failure);
        failure = sentence;
        return !known;
    }

    /** Why there is no newer directory; empty: the source has answered. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Optional<DirectoryInput> input() {
        return Optional.ofNullable(last);
    }
}
