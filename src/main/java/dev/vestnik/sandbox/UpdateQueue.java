package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import dev.vestnik.sandbox.protocol.SandboxJson;
import dev.vestnik.sandbox.webhook.WebhookPusher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pending updates of a bot, and its single poller or its webhook, see
 * <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>. A long poll occupies no thread.
 */
public final class UpdateQueue implements WebhookPusher.Waiting {
    /** The oldest updates beyond this number are dropped. Telegram drops them by age. */
    static final int CAPACITY = 10_000;

    /** The longest poll while the process stops. */
    private static final Duration STOPPING_TIMEOUT = Duration.ofMillis(200);

    /** Update types that Telegram sends only if {@code allowed_updates} lists them. */
    private static final Set<String> ON_REQUEST = Set.of("chat_member", "message_reaction", "message_reaction_count");

    private final Deque<Update> waiting = new ArrayDeque<>();
    private Set<String> allowed = Set.of();
    private int lastId;
    private boolean closing;
    private @Nullable Poll poll;
    private @Nullable WebhookPusher pusher;

    private record Update(int id, ObjectNode json) {}

    private record Poll(CompletableFuture<List<ObjectNode>> answer, int limit) {}

    UpdateQueue(int lastId) {
        this.lastId = lastId;
    }

    /** Queues an update of this type, with {@code content} in the field of that name. */
    public void offer(String type, ObjectNode content) {
        Poll served;
        List<ObjectNode> batch;
        synchronized (this) {
            if (allowed.isEmpty() ? ON_REQUEST.contains(type) : !allowed.contains(type)) {
                return;
            }
            ObjectNode json = SandboxJson.object().put("update_id", 0);
            json.set(type, content);
            enqueue(json);
            if (waiting.size() > CAPACITY) {
                waiting.removeFirst();
            }
            served = poll;
            poll = null;
            batch = served == null ? List.of() : first(served.limit());
        }
        if (served != null) {
            served.answer().complete(batch);
        }
        push();
    }

    /** Posts updates to a webhook from now on, and no more to the one before; what waits is kept. Null: to none. */
    public void pushTo(@Nullable WebhookPusher next) {
        WebhookPusher former;
        synchronized (this) {
            former = pusher;
            pusher = next;
        }
        if (former != null) {
            former.close();
        }
        push();
    }

    private void push() {
        WebhookPusher current;
        synchronized (this) {
            current = pusher;
        }
        if (current != null) {
            current.push();
        }
    }

    /** The webhook; null: none is set. */
    public synchronized @Nullable WebhookPusher pusher() {
        return pusher;
    }

    @Override
    public synchronized List<ObjectNode> updates() {
        return first(CAPACITY);
    }

    @Override
    public synchronized void delivered(int id) {
        waiting.removeIf(update -> update.id() == id);
    }

    /**
     * Confirms the updates below {@code offset} and returns the pending ones, at the latest after {@code timeout}. A poll
     * that is still waiting fails with 409.
     *
     * @param offset 0: confirms nothing; negative: keeps only the last {@code -offset} updates
     * @param types the update types to send from now on; empty: the default types; null: unchanged
     */
    public CompletableFuture<List<ObjectNode>> poll(
            int offset, int limit, Duration timeout, @Nullable Set<String> types) {
        CompletableFuture<List<ObjectNode>> answer = new CompletableFuture<>();
        Duration wait;
        Poll former;
        synchronized (this) {
            former = take();
            wait = closing && timeout.compareTo(STOPPING_TIMEOUT) > 0 ? STOPPING_TIMEOUT : timeout;
            if (types != null) {
                allowed = Set.copyOf(types);
            }
            continueAbove(offset);
            confirm(offset);
            if (!waiting.isEmpty() || timeout.isZero()) {
                answer.complete(first(limit));
            } else {
                poll = new Poll(answer, limit);
            }
        }
        if (former != null) {
            former.answer()
                    .completeExceptionally(ApiRefusal.conflict("terminated by other getUpdates request; make sure that"
                            + " only one bot instance is running"));
        }
        if (!answer.isDone()) {
            CompletableFuture<List<ObjectNode>> unused = answer.completeOnTimeout(
                            List.of(), wait.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((updates, refusal) -> forget(answer));
        }
        return answer;
    }

    /** Fails the waiting poll, for instance because a webhook was set. */
    public void failPoll(ApiRefusal refusal) {
        Poll former = take();
        if (former != null) {
            former.answer().completeExceptionally(refusal);
        }
    }

    /** Ends the waiting poll with an empty result. From now on polls wait only briefly. */
    public void release() {
        Poll former;
        synchronized (this) {
            closing = true;
            former = take();
        }
        pushTo(null);
        if (former != null) {
            former.answer().complete(List.of());
        }
    }

    /** Sets the update types to send from now on; empty: the default types. */
    public synchronized void allow(Set<String> types) {
        allowed = Set.copyOf(types);
    }

    /** The update types to send; empty: the default types. */
    public synchronized Set<String> allowed() {
        return allowed;
    }

    public synchronized int size() {
        return waiting.size();
    }

    public synchronized void clear() {
        waiting.clear();
    }

    private synchronized @Nullable Poll take() {
        Poll taken = poll;
        poll = null;
        return taken;
    }

    private synchronized void forget(CompletableFuture<List<ObjectNode>> answer) {
        if (poll != null && poll.answer() == answer) {
            poll = null;
        }
    }

    /** A poller that confirms an id never issued here received it before a restart. */
    private void continueAbove(int offset) {
        if (offset <= lastId + 1) {
            return;
        }
        lastId = offset - 1;
        List<Update> old = List.copyOf(waiting);
        waiting.clear();
        old.forEach(update -> enqueue(update.json().deepCopy()));
    }

    private void enqueue(ObjectNode json) {
        waiting.addLast(new Update(++lastId, json.put("update_id", lastId)));
    }

    private void confirm(int offset) {
        if (offset > 0) {
            while (!waiting.isEmpty() && waiting.getFirst().id() < offset) {
                waiting.removeFirst();
            }
        } else if (offset < 0) {
            while (waiting.size() > -(long) offset) {
                waiting.removeFirst();
            }
        }
    }

    private List<ObjectNode> first(int limit) {
        List<ObjectNode> batch = new ArrayList<>();
        for (Update update : waiting) {
            if (batch.size() == limit) {
                break;
            }
            batch.add(update.json());
        }
        return batch;
    }
}
