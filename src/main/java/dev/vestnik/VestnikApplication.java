package dev.vestnik;

import dev.vestnik.config.whatif.WhatIfCommand;
import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.SigtermHandler;
import dev.vestnik.start.catalog.CatalogCommand;
import dev.vestnik.start.check.CheckCommand;
import dev.vestnik.start.check.TopologyCommand;
import dev.vestnik.start.ctl.CtlCommand;
import dev.vestnik.start.failure.LastLineReporter;
import java.time.Clock;
import java.util.List;
import java.util.function.IntSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Starts Vestnik, or runs the command that the first argument names. */
@SpringBootApplication(
        // They would make beans wherever the classes of OpenTelemetry are; see TracingConfiguration.
        excludeName = {
            "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration"
        })
@ConfigurationPropertiesScan
public class VestnikApplication {
    public static void main(String[] args) {
        List<String> rest = List.of(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case CatalogCommand.NAME ->
                exit(() -> new CatalogCommand(VestnikApplication.class, LibraryFolder.DEFAULT, System.out, System.err)
                        .run(rest));
            case CheckCommand.NAME ->
                exit(() -> new CheckCommand(VestnikApplication.class, LibraryFolder.DEFAULT, System.out, System.err)
                        .run(rest));
            case CtlCommand.NAME -> exit(() -> new CtlCommand(System.getenv(), System.out, System.err).run(rest));
            case TopologyCommand.NAME ->
                exit(() -> new TopologyCommand(VestnikApplication.class, LibraryFolder.DEFAULT, System.out, System.err)
                        .run(rest));
            case WhatIfCommand.NAME ->
                exit(() -> new WhatIfCommand(VestnikApplication.class, System.out, System.err, Clock.systemUTC())
                        .run(rest));
            default -> start(args);
        }
    }

    /** The command prints what it has found; lines of the log would stand between. */
    private static void exit(IntSupplier command) {
        LoggingSystem.get(VestnikApplication.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        System.exit(command.getAsInt());
    }

    private static void start(String[] args) {
        SigtermHandler.onTermination();
        try {
            SpringApplication service = new SpringApplication(VestnikApplication.class);
            LibraryFolder.DEFAULT.addTo(service);
            service.run(args);
        } catch (RuntimeException failure) {
            // Spring Boot has logged the failure, or handed it to the reporter.
            LastLineReporter.print(System.err);
            System.exit(1);
        }
    }
}
