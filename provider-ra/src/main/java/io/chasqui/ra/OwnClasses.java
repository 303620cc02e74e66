package io.chasqui.ra;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that are started on the way keep the adapter's class loader, and not that of the application whose call came
 * first: it could not be unloaded while they run. Internal to the adapter.
 */
public final class OwnClasses {

    private OwnClasses() {}

    /**
     * What may start threads.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Call<T extends @Nullable Object> {
        T call() throws JMSException;
    }

    /** Makes the call with the adapter's class loader as the thread's context class loader. */
    public static <T extends @Nullable Object> T call(Call<T> call) throws JMSException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(OwnClasses.class.getClassLoader());
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
