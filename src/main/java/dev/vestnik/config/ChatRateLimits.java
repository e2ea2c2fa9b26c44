package dev.vestnik.config;

import dev.vestnik.component.redisstreams.KeyPace;
import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.config.settings.VestnikProperties.Delivery;

/**
 * The rate of messages in one chat: private chats at {@code per-chat} with {@code per-chat-burst}, groups, which have
 * negative ids, at {@code per-group}.
 *
 * @see <a href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">Telegram's limits</a>
 */
final class ChatRateLimits implements KeyPace {
    private final Rate privateChat;
    private final Rate group;

    /** @throws IllegalArgumentException with one sentence that names the setting, if it is no rate */
    ChatRateLimits(Delivery settings) {
        Rate perChat = rate("per-chat", settings.perChat());
        if (settings.perChatBurst() < 1) {
            throw new IllegalArgumentException("vestnik.delivery.per-chat-burst is " + settings.perChatBurst()
                    + ", but is a whole number from 1: how many messages may go to an idle chat at once.");
        }
        this.privateChat = perChat.unlimited() ? perChat : perChat.withBurst(settings.perChatBurst());
        this.group = rate("per-group", settings.perGroup());
    }

    @Override
    public Rate of(String chat) {
        return chat.startsWith("-") ? group : privateChat;
    }

    private static Rate rate(String setting, String text) {
        try {
            return Rate.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("vestnik.delivery." + setting + ": " + wrong.getMessage() + ".", wrong);
        }
    }
}
