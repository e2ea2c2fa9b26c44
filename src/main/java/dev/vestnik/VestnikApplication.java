package dev.vestnik;

import dev.vestnik.start.LibraryFolder;
import dev.vestnik.start.SigtermHandler;
import dev.vestnik.start.check.CheckCommand;
import dev.vestnik.start.check.TopologyCommand;
import dev.vestnik.start.ctl.CtlCommand;
import dev.vestnik.start.failure.LastLineReporter;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Vestnik, checks or draws its routes, or talks to a running one. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class VestnikApplication {
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(CheckCommand.NAME)) {
            CheckCommand check =
                    new CheckCommand(VestnikApplication.class, LibraryFolder.DEFAULT, System.out, System.err);
            System.exit(check.run(List.of(args).subList(1, args.length)));
        }
        if (args.length > 0 && args[0].equals(CtlCommand.NAME)) {
            CtlCommand ctl = new CtlCommand(System.getenv(), System.out, System.err);
            System.exit(ctl.run(List.of(args).subList(1, args.length)));
        }
        if (args.length > 0 && args[0].equals(TopologyCommand.NAME)) {
            TopologyCommand topology =
                    new TopologyCommand(VestnikApplication.class, LibraryFolder.DEFAULT, System.out, System.err);
            System.exit(topology.run(List.of(args).subList(1, args.length)));
        }
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
