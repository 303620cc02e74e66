package io.chasqui.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing through once an operation has failed: what is in memory may be half changed, and must not reach the disk.
 * Owned by the thread of its store.
 */
final class FailureLatch {

    private final String subject;
    private @Nullable Throwable failure;

    FailureLatch(String subject) {
        this.subject = subject;
    }

    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    /** MapDB answers damage with any kind of exception, and with errors. */
    <T> T run(String doing, Operation<T> operation) throws CheckpointException {
        if (failure != null) {
            throw new CheckpointException(
                    subject + " failed before (" + reason(failure) + "), and accepts nothing more: open it anew.",
                    failure);
        }
        boolean succeeded = false;
        try {
            T result = operation.run();
            succeeded = true;
            return result;
        } catch (UncheckedIOException e) {
            throw failed(doing, e.getCause());
        } catch (VirtualMachineError e) {
            failure = e;
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            throw failed(doing, e);
        } finally {
            if (!succeeded && failure == null) {
                failure = new IllegalStateException(doing + " did not end");
            }
        }
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    private CheckpointException failed(String doing, Throwable cause) {
        failure = cause;
        return new CheckpointException(subject + ": " + doing + " failed: " + reason(cause), cause);
    }

    /** For people. */
    static String reason(Throwable cause) {
        if (cause instanceof CheckpointException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause.toString();
    }
}
