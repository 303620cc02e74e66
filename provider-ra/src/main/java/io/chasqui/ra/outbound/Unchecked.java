package io.chasqui.ra.outbound;

import io.chasqui.api.spi.RuntimeExceptions;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Lets the simplified API call the classic one: every checked exception becomes its runtime twin here. Stateless. */
final class Unchecked {

    private Unchecked() {}

    /**
     * A call that gives something.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T call() throws JMSException;
    }

    /** A call that gives nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws JMSException;
    }

    static <T extends @Nullable Object> T get(Call<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw RuntimeExceptions.of(e);
        }
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw RuntimeExceptions.of(e);
        }
    }
}
