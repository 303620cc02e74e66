package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps messages from waiting in the buffer of an idle consumer while another one is ready for them: what the first
 * one's application has not seen is recalled. Owned by the backlog's loop.
 *
 * <p>Design note: consumers are given messages ahead of need because a round trip for each would be slow; a surplus that
 * turns out to be in the wrong place is taken back. A consumer that makes progress is left alone, except for a pull,
 * which must tell the truth about whether there is a message.
 */
final class Rebalancing {

    /** How long a consumer may hold messages without progress while another one waits. */
    private static final int PATIENCE_MILLIS = 5;

    private final EventLoop loop;
    private final Dispatch dispatch;
    private final List<Pull> pulls = new ArrayList<>(0);
    private EventLoop.@Nullable Timer timer;
    private int recalled;

    Rebalancing(EventLoop loop, Dispatch dispatch) {
        this.loop = loop;
        this.dispatch = dispatch;
    }

    /** A consumer that takes what is there, and the task to run when it has it. */
    private record Pull(BacklogConsumer consumer, Runnable done) {}

    void onCredit(BacklogConsumer consumer) {
        if (isIdle(consumer)) {
            check();
        }
    }

    /** A consumer has finished a delivery: if it has nothing left, others may have too much. */
    void onProgress(@Nullable BacklogConsumer consumer) {
        if (consumer != null && isIdle(consumer)) {
            check();
        }
    }

    /** A message was given to one of the consumers: it may have been the wrong one. */
    void onDelivery(BacklogConsumer consumer) {
        consumer.emptied = false;
        if (timer == null && dispatch.consumers() > 1) {
            watch();
        }
    }

    private static boolean isIdle(BacklogConsumer consumer) {
        return consumer.outstanding == 0 && consumer.mayReceive();
    }

    private static boolean mayHaveTooMuch(BacklogConsumer consumer) {
        return consumer.outstanding > 0 && !consumer.recalled && !consumer.emptied;
    }

    /** Starts to watch the consumers if one of them holds something. */
    private void check() {
        if (timer != null || dispatch.consumers() < 2) {
            return;
        }
        for (BacklogConsumer consumer : dispatch.eachConsumer()) {
            if (mayHaveTooMuch(consumer)) {
                watch();
                return;
            }
        }
    }

    private void watch() {
        for (BacklogConsumer consumer : dispatch.eachConsumer()) {
            consumer.finishedWhenChecked = consumer.finished;
        }
        timer = loop.schedule(PATIENCE_MILLIS, this::onTimer);
    }

    private void onTimer() {
        timer = null;
        boolean somebodyWaits = false;
        for (BacklogConsumer consumer : dispatch.eachConsumer()) {
            somebodyWaits |= isIdle(consumer);
        }
        if (somebodyWaits) {
            for (BacklogConsumer consumer : dispatch.eachConsumer()) {
                if (mayHaveTooMuch(consumer) && consumer.finished == consumer.finishedWhenChecked) {
                    recall(consumer);
                }
            }
            check();
        }
    }

    private void recall(BacklogConsumer consumer) {
        if (!consumer.recalled && !consumer.closed) {
            consumer.recalled = true;
            recalled++;
            consumer.sink.recall();
        }
    }

    void pull(BacklogConsumer consumer, Runnable done) {
        if (consumer.credit > 0 && !consumer.closed) {
            for (BacklogConsumer other : dispatch.eachConsumer()) {
                if (other != consumer && other.outstanding > 0) {
                    recall(other);
                }
            }
        }
        pulls.add(new Pull(consumer, done));
        consumer.pulls++;
        finishPulls();
    }

    void returned(BacklogConsumer consumer) {
        if (consumer.recalled) {
            consumer.recalled = false;
            consumer.emptied = true;
            if (consumer.pulls == 0) {
                consumer.dropCredit();
            }
            recalled--;
            dispatch.resume(consumer);
            servePulls();
            dispatch.all();
            finishPulls();
        }
    }

    void detached(BacklogConsumer consumer) {
        if (consumer.recalled) {
            consumer.recalled = false;
            recalled--;
        }
        finishPulls();
    }

    /** Messages have come into memory, or turned out not to be there. */
    void loaded() {
        servePulls();
        dispatch.all();
        finishPulls();
    }

    /** What has come back is for those who asked for it, before others who just wait. */
    void servePulls() {
        for (int i = 0; i < pulls.size(); i++) {
            dispatch.serve(pulls.get(i).consumer);
        }
    }

    private void finishPulls() {
        for (int i = 0; i < pulls.size(); ) {
            Pull pull = pulls.get(i);
            if (recalled == 0 && !dispatch.mayHaveMore(pull.consumer)
                    || pull.consumer.credit == 0
                    || pull.consumer.closed) {
                pulls.remove(i);
                pull.consumer.pulls--;
                pull.consumer.dropCredit();
                pull.done.run();
            } else {
                i++;
            }
        }
    }
}
