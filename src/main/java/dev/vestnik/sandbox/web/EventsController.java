package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.SandboxEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The control API of Vestnik's inbox. */
@ConditionalOnSandbox
@RestController
@RequestMapping("/sandbox/events")
class EventsController {
    private final SandboxEvents events;
    private final Environment settings;

    EventsController(SandboxEvents events, Environment settings) {
        this.events = events;
        this.settings = settings;
    }

    /** The addresses of the inbox, for the commands that the page shows, and of the topology; the token only to this machine. */
    @GetMapping
    Map<String, @Nullable String> addresses(HttpServletRequest request) throws UnknownHostException {
        Map<String, @Nullable String> addresses = new LinkedHashMap<>();
        addresses.put("inbox", events.inbox());
        addresses.put("redisUri", events.redisUri());
        boolean local = InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        addresses.put("httpToken", local ? events.httpToken() : null);
        String operators = settings.getProperty("local.management.port");
        addresses.put("topology", operators == null ? null : ":" + operators + "/observe/topology");
        return addresses;
    }

    /** Pushes one event, or each element of an array. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> push(@RequestBody JsonNode body) {
        List<String> texts = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(event -> texts.add(event.toString()));
        } else {
            texts.add(body.toString());
        }
        if (!texts.isEmpty()) {
            events.push(texts);
        }
        return Map.of("pushed", texts.size());
    }
}
