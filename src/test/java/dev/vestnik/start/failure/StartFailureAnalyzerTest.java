package dev.vestnik.start.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class StartFailureAnalyzerTest {
    @Test
    void aMissingFolderOfRoutesIsNamedWithThePlaceWhereItIsLookedFor() {
        assertThat(StartFailureAnalyzer.sentence(new RuntimeCamelException(new NoSuchFileException("routes/local"))))
                .isEqualTo("There is no folder routes/local in "
                        + Path.of("").toAbsolutePath() + ": start Vestnik where its folder routes is, with the"
                        + " folders sources and local in it.");
    }

    @Test
    void anotherMissingFileIsNoMatterOfRoutes() {
        assertThat(StartFailureAnalyzer.sentence(new IllegalStateException(new NoSuchFileException("ca.pem"))))
                .isNull();
    }
}
