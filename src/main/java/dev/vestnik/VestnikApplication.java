package dev.vestnik;

import dev.vestnik.start.SigtermHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Vestnik. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VestnikApplication {
    public static void main(String[] args) {
        SigtermHandler.onTermination();
        SpringApplication.run(VestnikApplication.class, args);
    }
}
