package dev.vestnik.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two callers who act at the same moment, again and again. With {@code -Draces.factor=…} each race has that many times more
 * rounds than in a usual run.
 */
public final class Race implements AutoCloseable {
    private static final int FACTOR = Integer.getInteger("races.factor", 1);

    private final ExecutorService callers = Executors.newFixedThreadPool(2);
    private final CyclicBarrier together = new CyclicBarrier(2);

    /** What the two calls returned. */
    public record Both<A, B>(A first, B second) {}

    /** One round. */
    @FunctionalInterface
    public interface Round {
        /** @param number counted from 1 */
        void run(int number) throws Exception;
    }

    /** Runs the rounds of one race, and says how many they were. */
    public static int rounds(String name, int usual, Round round) throws Exception {
        int rounds = usual * FACTOR;
        for (int i = 1; i <= rounds; i++) {
            round.run(i);
        }
        System.out.println(rounds + " rounds: " + name);
        return rounds;
    }

    /** Calls both at the same moment; an exception of one of them fails the round. */
    public <A, B> Both<A, B> atOnce(Callable<A> first, Callable<B> second) throws Exception {
        Future<A> one = callers.submit(together(first));
        Future<B> other = callers.submit(together(second));
        return new Both<>(one.get(), other.get());
    }

    /** Runs something beside what the test itself does. */
    public Future<?> beside(Runnable task) {
        return callers.submit(task);
    }

    private <T> Callable<T> together(Callable<T> call) {
        return () -> {
            together.await();
            return call.call();
        };
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
