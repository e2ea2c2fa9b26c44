package dev.vestnik.config;

import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.ops.security.AdminLogin;
import dev.vestnik.ops.security.JolokiaPolicy;
import dev.vestnik.ops.security.JolokiaRequestFilter;
import dev.vestnik.ops.security.LoginThrottle;
import dev.vestnik.ops.security.LoopbackHost;
import dev.vestnik.ops.security.ManagementPortMatcher;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.ops.security.OperatorRoles;
import dev.vestnik.start.SandboxHost;
import dev.vestnik.start.settings.SettingRules;
import dev.vestnik.web.HttpRoutes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Access over HTTP. On the operators' port health and metrics are open, because it listens on loopback by default; Hawtio,
 * Jolokia and the ledger require a login: an operator may see and change, a viewer may see. The other port serves the
 * paths of routes, to senders with a token unless the route is public, and in the process that runs the sandbox its page;
 * all other paths answer 404.
 */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
    private static final String HAWTIO = "/observe/hawtio";
    private static final String[] ROLES = {OperatorRoles.OPERATOR, OperatorRoles.VIEWER};
    private static final String LEDGER = "/observe/ledger";

    @Bean
    ManagementPortMatcher managementPort() {
        return new ManagementPortMatcher();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    AdminLogin adminLogin(VestnikProperties properties) {
        return AdminLogin.of(properties.admin().user(), properties.admin().password());
    }

    @Bean
    UserDetailsService operators(AdminLogin login, VestnikProperties properties, PasswordEncoder encoder) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        users.createUser(user(login.user(), login.password(), OperatorRoles.OPERATOR, encoder));
        SettingRules.viewers(
                        "VESTNIK_ADMIN_VIEWERS",
                        login.user(),
                        properties.admin().viewers())
                .forEach((name, password) -> users.createUser(user(name, password, OperatorRoles.VIEWER, encoder)));
        return users;
    }

    private static UserDetails user(String name, String password, String role, PasswordEncoder encoder) {
        return User.withUsername(name)
                .password(encoder.encode(password))
                .roles(role)
                .build();
    }

    @Bean
    LoginThrottle loginThrottle(Clock clock) {
        return new LoginThrottle(clock);
    }

    /** The filter belongs to the operators' port alone. */
    @Bean
    FilterRegistrationBean<LoginThrottle> loginThrottleElsewhere(LoginThrottle throttle) {
        FilterRegistrationBean<LoginThrottle> elsewhere = new FilterRegistrationBean<>(throttle);
        elsewhere.setEnabled(false);
        return elsewhere;
    }

    @Bean
    @Order(1)
    SecurityFilterChain operatorsPort(
            HttpSecurity http,
            ManagementPortMatcher port,
            LoginThrottle throttle,
            JolokiaPolicy policy,
            OperatorAudit audit)
            throws Exception {
        CsrfTokenRequestAttributeHandler plain = new CsrfTokenRequestAttributeHandler();
        plain.setCsrfRequestAttributeName(null);
        RequestMatcher programs =
                request -> isJolokia(request) || request.getRequestURI().equals(LEDGER);
        return http.securityMatcher(port)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/observe/health", "/observe/health/**", "/observe/metrics")
                        .permitAll()
                        .requestMatchers(HAWTIO + "/proxy/enabled")
                        .hasAnyRole(ROLES)
                        .requestMatchers(HAWTIO + "/proxy/**")
                        .denyAll()
                        .requestMatchers(SecurityConfiguration::isReading)
                        .hasAnyRole(ROLES)
                        .anyRequest()
                        .hasRole(OperatorRoles.OPERATOR))
                .addFilterBefore(throttle, CsrfFilter.class)
                .addFilterAfter(new JolokiaRequestFilter(policy, audit), AuthorizationFilter.class)
                .exceptionHandling(denied -> denied.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), programs))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(plain)
                        // POST carries a phone number here and changes nothing, so there is nothing to forge.
                        .ignoringRequestMatchers(LEDGER)
                        .ignoringRequestMatchers(SecurityConfiguration::isProgram))
                .formLogin(form -> form.defaultSuccessUrl(HAWTIO + "/", true))
                .httpBasic(Customizer.withDefaults())
                .logout(logout -> logout.logoutRequestMatcher(
                        PathPatternRequestMatcher.withDefaults().matcher(HAWTIO + "/auth/logout")))
                .build();
    }

    private static boolean isJolokia(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/observe/jolokia")
                || request.getRequestURI().startsWith(HAWTIO + "/jolokia");
    }

    /** Whether it only reads, or is a request to Jolokia, whose filter knows what it does. A POST to the ledger is a question. */
    private static boolean isReading(HttpServletRequest request) {
        String method = request.getMethod();
        return method.equals("GET")
                || method.equals("HEAD")
                || method.equals("POST")
                        && (isJolokia(request) || request.getRequestURI().equals(LEDGER));
    }

    /**
     * A request to Jolokia as a program sends it, with the password and as JSON: a page of another site can send no JSON without
     * being allowed to by an answer that nobody gives it.
     */
    private static boolean isProgram(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String type = request.getContentType();
        return request.getRequestURI().equals("/observe/jolokia")
                && authorization != null
                && authorization.startsWith("Basic ")
                && type != null
                && type.startsWith("application/json");
    }

    @Bean
    @Order(2)
    SecurityFilterChain publicPort(HttpSecurity http, HttpRoutes routed, SandboxHost host) throws Exception {
        boolean sandbox = host == SandboxHost.THIS_PROCESS;
        RequestMatcher elsewhere = request -> sandbox && !LoopbackHost.isSafe(request.getServerName());
        return http.authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll()
                            .requestMatchers(elsewhere)
                            .denyAll()
                            .requestMatchers(routed)
                            .permitAll();
                    if (sandbox) {
                        requests.requestMatchers(request -> SandboxPaths.contain(request.getRequestURI()))
                                .permitAll();
                    }
                    requests.anyRequest().denyAll();
                })
                .exceptionHandling(
                        denied -> denied.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    HttpRoutes httpRoutes(ObjectProvider<CamelContext> camel) {
        return new HttpRoutes(camel);
    }
}
