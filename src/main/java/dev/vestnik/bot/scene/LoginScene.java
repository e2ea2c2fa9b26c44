package dev.vestnik.bot.scene;

import dev.vestnik.bot.Command;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate.Contact;
import dev.vestnik.bot.IncomingUpdate.Kind;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.MenuLabels;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.NoKeyboard;
import dev.vestnik.bot.Reply.Send;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.PhoneNumber;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Login;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The conversation with a stranger: one button, which shares their own contact. */
public final class LoginScene {
    private final UserService users;
    private final DirectoryService directories;
    private final SceneStore scenes;
    private final Languages languages;
    private final AreaNames areas;
    private final ShiftHandover handover;
    private final OwnedIncidents owned;
    private final MemberMenu menu;

    public LoginScene(
            UserService users,
            DirectoryService directories,
            SceneStore scenes,
            Languages languages,
            AreaNames areas,
            ShiftHandover handover,
            OwnedIncidents owned,
            MemberMenu menu) {
        this.users = users;
        this.directories = directories;
        this.scenes = scenes;
        this.languages = languages;
        this.areas = areas;
        this.handover = handover;
        this.owned = owned;
        this.menu = menu;
    }

    /** Explains how to log in: in full at first and after a command, otherwise briefly. */
    public List<Reply> invite(ConversationContext context) {
        boolean explained = context.incoming().kind() != Kind.COMMAND && scenes.isIn(context.chat(), Scene.LOGIN);
        scenes.enter(context.chat(), Scene.LOGIN);
        List<Reply> replies = new ArrayList<>();
        if (context.incoming().callbackId() != null) {
            replies.add(context.answerCallback(null));
        }
        replies.add(refusal(context, explained ? "login.wait" : "login.invite"));
        return replies;
    }

    /**
     * Logs a user in by their own contact, which proves their phone, since Telegram sets its {@code user_id} from the number.
     * Idempotent.
     *
     * @see <a href="https://core.telegram.org/bots/api#contact">Contact</a>
     */
    public List<Reply> logIn(ConversationContext context) {
        Contact contact = Objects.requireNonNull(context.incoming().contact());
        Long owner = contact.userId();
        if (owner == null) {
            return List.of(refusal(context, "login.not-telegram"));
        }
        if (owner != context.incoming().from()) {
            return List.of(refusal(context, "login.foreign"));
        }
        Optional<Person> person = PhoneNumber.normalise(contact.phone())
                .flatMap(phone -> directories.current().person(phone));
        return person.map(found -> welcome(context, found)).orElseGet(() -> List.of(refusal(context, "login.unknown")));
    }

    private List<Reply> welcome(ConversationContext context, Person person) {
        String language = languages.spokenWith(
                person, context.incoming().languageCode(), context.phrases().language());
        Login login = users.login(
                context.chat(), person.phone(), language, directories.current().defaultStatuses(person));
        Phrases phrases = languages.in(login.user().language());
        scenes.enter(context.chat(), Scene.INTERACTION);
        Member member = new Member(login.user(), person);
        menu.show(member);
        List<Reply> replies = new ArrayList<>();
        replies.add(context.reply(
                new Html(phrases.html("login.done", person.name()) + "\n" + areas.of(person, phrases) + "\n\n"
                        + next(member, phrases)),
                Keyboards.menu(member.user(), phrases)));
        login.loggedOut().forEach(chat -> {
            scenes.leave(chat);
            owned.follow(chat, member);
            menu.forget(chat);
            replies.add(new Send(chat, phrases.html("login.moved").code(), new NoKeyboard()));
        });
        replies.add(handover.whileAway(member));
        return replies;
    }

    private static Html next(Member member, Phrases phrases) {
        return member.user().onDuty()
                ? phrases.html("duty.on")
                : phrases.html("login.next", MenuLabels.label(Command.POOLON, phrases));
    }

    /** Notifies users who were logged out because they are no longer in the directory. */
    public List<Reply> notifyLoggedOut(List<User> loggedOut) {
        List<Reply> replies = new ArrayList<>();
        for (User user : loggedOut) {
            scenes.enter(user.chat(), Scene.LOGIN);
            owned.release(user.chat());
            menu.forget(user.chat());
            Phrases phrases = languages.in(user.language());
            replies.add(new Send(
                    user.chat(),
                    phrases.html("login.gone", phrases.plain("login.share")).code(),
                    Keyboards.contact(phrases)));
        }
        return replies;
    }

    private static Reply refusal(ConversationContext context, String key) {
        Phrases phrases = context.phrases();
        return context.reply(phrases.html(key, phrases.plain("login.share")), Keyboards.contact(phrases));
    }
}
