package dev.vestnik.config.whatif;

import dev.vestnik.config.settings.VestnikProperties.StatusProperties;
import dev.vestnik.event.Status;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.StatusRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file with a list of statuses, alone or as in the settings. */
final class StatusesFile {
    /** The name that Spring gives to a list that has none. */
    private static final String UNNAMED = "document";

    private StatusesFile() {}

    /** @throws StartRefusedException with a sentence, if the file has no list of statuses, or one with a fault */
    static List<Status> read(Path file) {
        List<PropertySource<?>> read;
        try {
            read = new YamlPropertySourceLoader().load("statuses", new FileSystemResource(file));
        } catch (IOException | YAMLException | IllegalStateException e) {
            throw new StartRefusedException("The statuses in " + file + " cannot be read: " + e.getMessage());
        }
        Binder binder = new Binder(ConfigurationPropertySources.from(read));
        try {
            List<Status> statuses = Stream.of("vestnik.statuses", "statuses", UNNAMED)
                    .flatMap(name -> binder.bind(name, Bindable.listOf(StatusProperties.class))
                            .map(List::stream)
                            .orElseGet(Stream::empty))
                    .map(StatusProperties::status)
                    .toList();
            if (statuses.isEmpty()) {
                throw new StartRefusedException("There are no statuses in " + file
                        + ": write the list as vestnik.statuses is in the settings.");
            }
            return StatusRules.checked(statuses);
        } catch (BindException e) {
            throw new StartRefusedException("The statuses in " + file + " cannot be used: " + cause(e));
        }
    }

    private static String cause(Throwable failure) {
        return failure.getMessage() + ", "
                + NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    }
}
