package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A completion listener that remembers what it was told, in order. Called by the provider's threads, asked by the test. */
class Completions implements CompletionListener {

    /** One call of the listener; without a failure it was {@code onCompletion}. */
    record Outcome(Message message, @Nullable Exception failure) {}

    private final Collected<Outcome> outcomes = new Collected<>();

    /** What the callback does before it counts as called; runs on the callback's thread. */
    protected void during(Message message) throws Exception {}

    @Override
    public final void onCompletion(Message message) {
        record(message, null);
    }

    @Override
    public final void onException(Message message, Exception failure) {
        record(message, failure);
    }

    private void record(Message message, @Nullable Exception failure) {
        try {
            during(message);
        } catch (Exception e) {
            outcomes.add(new Outcome(message, e));
            return;
        }
        outcomes.add(new Outcome(message, failure));
    }

    Outcome next() throws InterruptedException {
        return outcomes.next();
    }

    List<Outcome> next(int count) throws InterruptedException {
        return outcomes.next(count);
    }

    /** The message of the next callback, which must be {@code onCompletion}. */
    Message nextCompleted() throws InterruptedException {
        Outcome outcome = next();
        assertNull(outcome.failure(), () -> "the send failed: " + outcome.failure());
        return outcome.message();
    }

    /** Callbacks made and not yet asked for. */
    int waiting() {
        return outcomes.size();
    }
}
