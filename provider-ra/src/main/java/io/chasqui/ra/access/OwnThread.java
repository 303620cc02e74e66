package io.chasqui.ra.access;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call on a thread that ends with it. Internal to the adapter.
 *
 * <p>Design note: what starts and stops event loops leaves something behind in the thread it runs on, and hands its context
 * class loader on to threads it starts. The threads of a server outlive the adapter, and an application's call may come first;
 * either would keep a class loader in memory for ever.
 */
public final class OwnThread {

    private OwnThread() {}

    /**
     * What is called.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {
        T call() throws JMSException;
    }

    /**
     * Makes the call and waits for its end, even when the waiting thread is interrupted meanwhile: what has begun here must be
     * known to be there or not.
     *
     * @throws JMSException what the call throws; unchecked exceptions come through as well
     */
    public static <T extends @Nullable Object> T call(Call<T> call) throws JMSException {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> run(call, outcome), "chasqui-adapter", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(OwnThread.class.getClassLoader());
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return resultOf(outcome);
    }

    private static <T extends @Nullable Object> void run(Call<T> call, CompletableFuture<T> outcome) {
        try {
            outcome.complete(call.call());
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
        }
    }

    private static <T extends @Nullable Object> T resultOf(CompletableFuture<T> outcome) throws JMSException {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof JMSException expected) {
                throw expected;
            }
            if (failure instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** As {@link #call}, for a call that gives nothing and throws nothing. */
    public static void run(Runnable task) {
        try {
            OwnThread.<@Nullable Void>call(() -> {
                task.run();
                return null;
            });
        } catch (JMSException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
