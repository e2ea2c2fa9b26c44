package dev.vestnik.bot.command;

import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.bot.scene.MemberMenu;
import dev.vestnik.bot.scene.Scene;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.List;

/** Ends the login of a user, on their own request or that of an administrator. */
public final class Logouts {
    private final UserService users;
    private final SceneStore scenes;
    private final DutyGaps gaps;
    private final OwnedIncidents owned;
    private final MemberMenu menu;

    public Logouts(UserService users, SceneStore scenes, DutyGaps gaps, OwnedIncidents owned, MemberMenu menu) {
        this.users = users;
        this.scenes = scenes;
        this.gaps = gaps;
        this.owned = owned;
        this.menu = menu;
    }

    /** The open incidents of the user are free again, and administrators are told of areas that are left empty. */
    public void end(User user) {
        List<Gap> left = gaps.loggedOut(user);
        // First, so that a crash in between is made good when the update comes again.
        owned.release(user.chat());
        users.logout(user.chat());
        // What a press has taken in between; from now on none takes anything.
        owned.release(user.chat());
        gaps.report(user, left);
        menu.forget(user.chat());
        scenes.enter(user.chat(), Scene.LOGIN);
    }
}
