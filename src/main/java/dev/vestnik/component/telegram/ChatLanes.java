package dev.vestnik.component.telegram;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs asynchronous tasks, those of one lane one after another, different lanes side by side. Safe for threads. */
final class ChatLanes {
    /** A task that says when it is done, at once or later. */
    @FunctionalInterface
    interface Task {
        void run(Runnable done);
    }

    private final Executor executor;
    private final Map<String, Queue<Task>> waiting = new HashMap<>();

    ChatLanes(Executor executor) {
        this.executor = executor;
    }

    synchronized void submit(String lane, Task task) {
        Queue<Task> behind = waiting.get(lane);
        if (behind != null) {
            behind.add(task);
            return;
        }
        waiting.put(lane, new ArrayDeque<>());
        start(lane, task);
    }

    /** Drops what has not started. */
    synchronized void clear() {
        waiting.values().forEach(Queue::clear);
    }

    /** How many tasks have started and are not done. */
    synchronized int active() {
        return waiting.size();
    }

    private void start(String lane, Task task) {
        AtomicBoolean done = new AtomicBoolean();
        executor.execute(() -> task.run(() -> {
            if (done.compareAndSet(false, true)) {
                next(lane);
            }
        }));
    }

    private synchronized void next(String lane) {
        Queue<Task> behind = waiting.get(lane);
        Task task = behind == null ? null : behind.poll();
        if (task == null) {
            waiting.remove(lane);
        } else {
            start(lane, task);
        }
    }
}
