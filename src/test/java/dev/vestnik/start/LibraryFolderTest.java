package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

class LibraryFolderTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void withoutJarsNothingChanges() {
        SpringApplication service = new SpringApplication(Object.class);

        new LibraryFolder(folder).addTo(service);
        new LibraryFolder(folder.resolve("none")).addTo(service);

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(service.getResourceLoader()).isNull();
    }

    @Test
    void aJarThatCannotBeReadIsNamed() throws IOException {
        Path jar = Files.writeString(folder.resolve("half.jar"), "PK");
        SpringApplication service = new SpringApplication(Object.class);
        service.setWebApplicationType(WebApplicationType.NONE);
        service.setListeners(List.of());
        service.setInitializers(List.of());
        new LibraryFolder(folder).addTo(service);

        assertThatThrownBy(service::run)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith(jar + " cannot be read as a jar (")
                .hasMessageEndingWith("): copy it again, or remove it.");
    }
}
