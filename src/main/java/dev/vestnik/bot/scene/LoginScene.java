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
import dev.vestnik.directory.CurrentDirectory;
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

/** All that a stranger sees: one button, which shares their own contact. */
public final class LoginScene {
    private final UserService users;
    private final CurrentDirectory directories;
    private final SceneStore scenes;
    private final Languages texts;
    private final AreaNames areas;

    public LoginScene(
            UserService users, CurrentDirectory directories, SceneStore scenes, Languages texts, AreaNames areas) {
        this.users = users;
        this.directories = directories;
        this.scenes = scenes;
        this.texts = texts;
        this.areas = areas;
    }

    /** Tells a stranger how to log in: whole to a new one and at a command, briefly to one who was told already. */
    public List<Reply> invite(ConversationContext visit) {
        boolean told = visit.incoming().kind() != Kind.COMMAND && scenes.isIn(visit.chat(), Scene.LOGIN);
        scenes.enter(visit.chat(), Scene.LOGIN);
        List<Reply> replies = new ArrayList<>();
        if (visit.incoming().callbackId() != null) {
            replies.add(visit.answer(null));
        }
        replies.add(refusal(visit, told ? "login.wait" : "login.invite"));
        return replies;
    }

    /**
     * Logs somebody in by their own contact, which proves their phone: Telegram sets its {@code user_id} from the
     * number, see https://core.telegram.org/bots/api#contact. Shared once more it changes nothing.
     */
    public List<Reply> authorise(ConversationContext visit) {
        Contact contact = Objects.requireNonNull(visit.incoming().contact());
        Long owner = contact.userId();
        if (owner == null) {
            return List.of(refusal(visit, "login.not-telegram"));
        }
        if (owner != visit.incoming().from()) {
            return List.of(refusal(visit, "login.foreign"));
        }
        Optional<Person> person = PhoneNumber.normalise(contact.phone())
                .flatMap(phone -> directories.current().person(phone));
        return person.map(known -> welcome(visit, known)).orElseGet(() -> List.of(refusal(visit, "login.unknown")));
    }

    private List<Reply> welcome(ConversationContext visit, Person person) {
        String language = texts.spokenWith(
                person, visit.incoming().languageCode(), visit.phrases().language());
        Phrases phrases = texts.in(language);
        Login login = users.login(visit.chat(), person.phone(), language);
        scenes.enter(visit.chat(), Scene.INTERACTION);
        Member member = new Member(login.user(), person);
        List<Reply> replies = new ArrayList<>();
        replies.add(visit.say(
                new Html(phrases.html("login.done", person.name()) + "\n" + areas.of(person, phrases) + "\n\n"
                        + next(member, phrases)),
                Keyboards.menu(member.user(), phrases)));
        login.loggedOut().forEach(chat -> {
            scenes.leave(chat);
            replies.add(new Send(chat, phrases.html("login.moved").code(), new NoKeyboard()));
        });
        return replies;
    }

    private static Html next(Member member, Phrases phrases) {
        return member.user().onDuty()
                ? phrases.html("duty.on")
                : phrases.html("login.next", MenuLabels.label(Command.POOLON, phrases));
    }

    /** Tells those who are logged out, since the directory does not know them any more, and how to come back. */
    public List<Reply> farewell(List<User> loggedOut) {
        List<Reply> replies = new ArrayList<>();
        for (User user : loggedOut) {
            scenes.enter(user.chat(), Scene.LOGIN);
            Phrases phrases = texts.in(user.language());
            replies.add(new Send(
                    user.chat(),
                    phrases.html("login.gone", phrases.plain("login.share")).code(),
                    Keyboards.contact(phrases)));
        }
        return replies;
    }

    private static Reply refusal(ConversationContext visit, String key) {
        Phrases phrases = visit.phrases();
        return visit.say(phrases.html(key, phrases.plain("login.share")), Keyboards.contact(phrases));
    }
}
