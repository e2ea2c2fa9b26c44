package dev.vestnik;

import dev.vestnik.start.SigtermHandler;
import dev.vestnik.start.failure.LastLineReporter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Vestnik. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VestnikApplication {
    public static void main(String[] args) {
        SigtermHandler.onTermination();
        try {
            SpringApplication.run(VestnikApplication.class, args);
        } catch (RuntimeException failure) {
            // Spring Boot has logged the failure, or handed it to the reporter.
            LastLineReporter.print(System.err);
            System.exit(1);
        }
    }
}
