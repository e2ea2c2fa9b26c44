package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import java.util.List;

/** {@code /me}: shows the member's settings. */
public final class MeCommand {
    private final AreaNames areas;
    private final StatusNames statuses;
    private final DutyTimes times;

    public MeCommand(AreaNames areas, StatusNames statuses, DutyTimes times) {
        this.areas = areas;
        this.statuses = statuses;
        this.times = times;
    }

    public List<Reply> show(ConversationContext context) {
        User user = context.requireMember().user();
        Person person = context.requireMember().person();
        Phrases phrases = context.phrases();
        MessageLines text = new MessageLines()
                .add(phrases.html(person.role() == Role.ADMIN ? "me.admin" : "me.name", person.name()))
                .add(areas.of(person, phrases))
                .blank()
                .add(duty(user, person, phrases))
                .add(phrases.html(user.enabled() ? "me.enabled" : "me.disabled"))
                .add(selected(user, phrases));
        areas.quietHours(person, phrases).ifPresent(text::add);
        text.add(phrases.html("me.language"));
        return List.of(context.reply(text.together(), Keyboards.menu(user, phrases)));
    }

    private Html duty(User user, Person person, Phrases phrases) {
        Duty duty = user.duty();
        if (duty == null) {
            return phrases.html("duty.off");
        }
        return duty.until() == null
                ? phrases.html("duty.on")
                : phrases.html("duty.on-until", times.format(duty.until(), person, phrases));
    }

    private Html selected(User user, Phrases phrases) {
        return user.selected().isEmpty()
                ? phrases.html("me.nothing-selected")
                : phrases.html(
                        user.selected().size() == 1 ? "me.selected.one" : "me.selected.many",
                        statuses.list(user.selected(), phrases));
    }
}
