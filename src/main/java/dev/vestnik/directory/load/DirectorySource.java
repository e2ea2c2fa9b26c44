package dev.vestnik.directory.load;

import java.util.Optional;

/** Where the directory comes from. */
@FunctionalInterface
public interface DirectorySource {
    /** @return empty: there is none yet, since a route delivers it and has not done so */
    Optional<DirectoryInput> input();
}
