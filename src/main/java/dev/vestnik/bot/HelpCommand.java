package dev.vestnik.bot;

import java.util.List;

/** {@code /help}: what can be said. */
public final class HelpCommand {
    public List<Reply> show(Visit visit) {
        Phrases phrases = visit.phrases();
        Paragraphs text = new Paragraphs().add(phrases.html("help.head")).blank();
        for (Command command : Command.values()) {
            text.add(phrases.html("help.line", command.word(), command.description(phrases)));
        }
        text.blank().add(phrases.html("help.foot"));
        return List.of(visit.say(text.together(), Keyboards.menu(visit.known().user(), phrases)));
    }
}
