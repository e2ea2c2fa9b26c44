package dev.vestnik.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

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

    /** Spring Boot has a configuration for RabbitMQ, whose library came with a component of Camel. */
    @Test
    void aLibraryChangesNoConfigurationOfTheService() throws IOException {
        jar("org.springframework.amqp.rabbit.core", "RabbitTemplate");
        jar("com.rabbitmq.client", "Channel");
        SpringApplication service = new SpringApplication(Configured.class);
        service.setWebApplicationType(WebApplicationType.NONE);
        service.setListeners(List.of());
        service.setInitializers(List.of());
        new LibraryFolder(folder).addTo(service);

        try (ConfigurableApplicationContext context = service.run()) {
            assertThat(context.getBeansOfType(RabbitAutoConfiguration.class)).isEmpty();
            assertThat(ClassUtils.isPresent("com.rabbitmq.client.Channel", context.getClassLoader()))
                    .isTrue();
        }
    }

    @ImportAutoConfiguration(RabbitAutoConfiguration.class)
    static final class Configured {}

    private void jar(String group, String name) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
        Files.writeString(source, "package " + group + "; public class " + name + " {}");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()))
                .isZero();
        String file = group.replace('.', '/') + "/" + name + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")))) {
            jar.putNextEntry(new JarEntry(file));
            Files.copy(folder.resolve(file), jar);
        }
    }
}
