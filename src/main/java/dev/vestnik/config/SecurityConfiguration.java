package dev.vestnik.config;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.metrics.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Who may see what. On the management port the health's state and the metrics are open (it listens on loopback), all else
 * wants the operator's login. On the other port {@code POST /events} has tokens of its own, and the sandbox's pages exist
 * only with the sandbox; nothing else is there.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final int PASSWORD_BYTES = 15;

    /** The operator's login: from {@code VESTNIK_ADMIN_USER} and {@code VESTNIK_ADMIN_PASSWORD}, else made at start. */
    record OperatorLogin(String user, String password, boolean generated) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "OperatorLogin[" + user + "]";
        }
    }

    @Bean
    OperatorLogin operatorLogin(Environment environment) {
        String user = environment.getProperty("VESTNIK_ADMIN_USER", "admin");
        String password = environment.getProperty("VESTNIK_ADMIN_PASSWORD", "");
        return password.isBlank()
                ? new OperatorLogin(user, generated(), true)
                : new OperatorLogin(user, password, false);
    }

    private static String generated() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Bean
    UserDetailsService operators(OperatorLogin login) {
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        return new InMemoryUserDetailsManager(User.withUsername(login.user())
                .password(encoder.encode(login.password()))
                .roles("OPERATOR")
                .build());
    }

    /** Health, metrics, Hawtio, Jolokia, and the login page before them. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher("/observe/**", "/login", "/logout")
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                EndpointRequest.to(HealthEndpoint.class, PrometheusScrapeEndpoint.class))
                        .permitAll()
                        .anyRequest()
                        .hasRole("OPERATOR"))
                .formLogin(form -> form.defaultSuccessUrl("/observe/hawtio/", false))
                .httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
                .build();
    }

    /** Everything else. */
    @Bean
    @Order(2)
    SecurityFilterChain events(HttpSecurity http, @Value("${vestnik.sandbox.active}") boolean sandbox)
            throws Exception {
        return http.authorizeHttpRequests(requests -> {
                    requests.requestMatchers("/events").permitAll();
                    if (sandbox) {
                        requests.anyRequest().permitAll();
                    } else {
                        requests.anyRequest().denyAll();
                    }
                })
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}
