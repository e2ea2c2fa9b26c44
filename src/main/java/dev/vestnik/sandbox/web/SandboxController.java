package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.sandbox.SandboxBot;
import dev.vestnik.sandbox.SandboxReasons;
import dev.vestnik.sandbox.SandboxView;
import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.SandboxGroup;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The control API of the people, groups and bots. */
@ConditionalOnSandbox
@RestController
@RequestMapping("/sandbox")
class SandboxController {
    private final Sandbox sandbox;
    private final SandboxView view;
    private final ObjectProvider<SandboxReasons> reasons;

    SandboxController(Sandbox sandbox, SandboxView view, ObjectProvider<SandboxReasons> reasons) {
        this.sandbox = sandbox;
        this.view = view;
        this.reasons = reasons;
    }

    record NewBot(String token, String name, String username) {}

    @GetMapping("/state")
    ObjectNode state() {
        return view.state().put("reasons", reasons.getIfAvailable() != null);
    }

    /** Adds people, or replaces those with the same ids. */
    @PostMapping(path = "/users", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Integer> users(@RequestBody List<Account> accounts) {
        accounts.forEach(sandbox::add);
        return Map.of("people", sandbox.accounts().size());
    }

    @PostMapping(path = "/groups", consumes = MediaType.APPLICATION_JSON_VALUE)
    void group(@RequestBody SandboxGroup group) {
        sandbox.add(group);
    }

    @PostMapping(path = "/bots", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> bot(@RequestBody NewBot bot) {
        SandboxBot added = sandbox.addBot(bot.token(), bot.name(), bot.username());
        return Map.of("id", added.id());
    }

    /** The reason why a person received this message; empty: not known. */
    @GetMapping("/chats/{chat}/messages/{message}/why")
    Map<String, String> why(@PathVariable long chat, @PathVariable int message) {
        SandboxReasons known = reasons.getIfAvailable();
        return Map.of("why", known == null ? "" : known.why(chat, message).orElse(""));
    }
}
