package dev.vestnik.component.telegram.poll;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs asynchronous tasks: those of one key one after another, those of different keys in parallel. Thread-safe. Internal to
 * the component.
 */
public final class KeyedSerialExecutor {
    /** A task that reports its completion, immediately or later. */
    @FunctionalInterface
    public interface Task {
        void run(Runnable done);
    }

    private final Executor executor;
    /** Tasks that wait for the running task of their key. */
    private final Map<String, Queue<Task>> waitingByKey = new HashMap<>();

    public KeyedSerialExecutor(Executor executor) {
        this.executor = executor;
    }

    public synchronized void submit(String key, Task task) {
        Queue<Task> waiting = waitingByKey.get(key);
        if (waiting != null) {
            waiting.add(task);
            return;
        }
        waitingByKey.put(key, new ArrayDeque<>());
        start(key, task);
    }

    /** Drops the tasks that have not started. */
    synchronized void clear() {
        waitingByKey.values().forEach(Queue::clear);
    }

    /** The number of running tasks. */
    synchronized int active() {
        return waitingByKey.size();
    }

    private void start(String key, Task task) {
        AtomicBoolean done = new AtomicBoolean();
        executor.execute(() -> task.run(() -> {
            if (done.compareAndSet(false, true)) {
                startNext(key);
            }
        }));
    }

    private synchronized void startNext(String key) {
        Queue<Task> waiting = waitingByKey.get(key);
        Task task = waiting == null ? null : waiting.poll();
        if (task == null) {
            waitingByKey.remove(key);
        } else {
            start(key, task);
        }
    }
}
