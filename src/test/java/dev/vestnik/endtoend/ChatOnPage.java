package dev.vestnik.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;

/** One person's chat on the sandbox's page, used as they would: by what is written on it. */
final class ChatOnPage {
    /** Longer than Telegram's limits and a digest may hold a message back. */
    private static final double PATIENCE = 25_000;

    private final Page page;
    private final Locator phone;

    ChatOnPage(Page page, long chat) {
        this.page = page;
        this.phone = page.locator("[id='phone-" + chat + "']");
    }

    /** Writes this and waits until the chat shows it. */
    void says(String text) {
        Locator mine = phone.locator(".message.mine");
        int before = mine.count();
        Locator input = phone.locator(".composer input");
        input.fill(text);
        input.press("Enter");
        assertThat(mine).hasCount(before + 1);
    }

    /** Presses the button or the key with this label, the newest where there are several. */
    void presses(String label) {
        phone.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(label).setExact(true))
                .last()
                .click();
    }

    /** From an empty chat to a member's menu: Start, then the key that shares the contact. */
    void logsIn(String start, String share, String welcome) {
        presses(start);
        presses(share);
        sees(welcome);
    }

    /** A message of the bot says this. */
    void sees(String text) {
        assertThat(saying(text).first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
    }

    /** Exactly one message of the bot says this. */
    void seesOnce(String text) {
        sees(text);
        assertThat(saying(text)).hasCount(1);
    }

    /** No message of the bot says this; whoever asks has seen something later in this chat. */
    void hasNotSeen(String text) {
        assertThat(saying(text)).hasCount(0);
    }

    /** Presses the question mark of the message that says this. */
    void asksWhy(String text) {
        saying(text).locator(".why").click();
    }

    /** The newest message of the bot. */
    Locator newest() {
        return phone.locator(".message.theirs").last();
    }

    /** The messages of the bot that say this. */
    Locator saying(String text) {
        return phone.locator(".message.theirs").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The words that are shown for a moment after a press. */
    Locator toast() {
        return phone.locator(".toast");
    }

    Locator phone() {
        return phone;
    }

    Page page() {
        return page;
    }
}
