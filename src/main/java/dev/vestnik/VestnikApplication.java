package dev.vestnik;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Vestnik. */
@SpringBootApplication
public class VestnikApplication {
    public static void main(String[] args) {
        SpringApplication.run(VestnikApplication.class, args);
    }
}
