package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.jms.CompletionListener;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a piece of a test inside a callback of the provider, and tells the test how it ended. Called by any thread of the
 * provider; {@code held} trials wait inside the callback until the test lets them go on.
 */
final class Trial implements MessageListener, CompletionListener, ExceptionListener {

    private final Calls.Call<? super Object> work;
    private final Collected<Optional<Throwable>> outcomes = new Collected<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released;

    private Trial(Calls.Call<? super Object> work, int holds) {
        this.work = work;
        released = new CountDownLatch(holds);
    }

    /** Gets the message or the exception of the callback. */
    static Trial of(Calls.Call<? super Object> work) {
        return new Trial(work, 0);
    }

    /** As {@link #of}; waits for {@link #release} first, in every call. */
    static Trial held(Calls.Call<? super Object> work) {
        return new Trial(work, 1);
    }

    static Trial held() {
        return held(ignored -> {});
    }

    @Override
    public void onMessage(Message message) {
        run(message);
    }

    @Override
    public void onCompletion(Message message) {
        run(message);
    }

    @Override
    public void onException(Message message, Exception failure) {
        outcomes.add(Optional.of(failure));
    }

    @Override
    public void onException(JMSException failure) {
        run(failure);
    }

    private void run(Object given) {
        entered.countDown();
        try {
            ConformanceTest.await("the test releases the callback", released);
            work.on(given);
            outcomes.add(Optional.empty());
        } catch (Throwable e) { // assertion errors too: the test wants to see them
            outcomes.add(Optional.of(e));
        }
    }

    void awaitEntered() throws InterruptedException {
        ConformanceTest.await("the callback is called", entered);
    }

    void release() {
        released.countDown();
    }

    /** How the next call ended: empty when well. */
    Optional<Throwable> next() throws InterruptedException {
        return outcomes.next();
    }

    void assertWorked() throws InterruptedException {
        next().ifPresent(failure -> fail("inside the callback", failure));
    }

    void assertThrew(Class<? extends Exception> expected) throws InterruptedException {
        assertInstanceOf(expected, next().orElse(null), "inside the callback");
    }

    /** How many calls have ended and were not asked for. */
    int ended() {
        return outcomes.size();
    }
}
