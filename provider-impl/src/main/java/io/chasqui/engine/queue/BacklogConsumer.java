package io.chasqui.engine.queue;

import io.chasqui.message.Message;

/** A consumer as its backlog knows it. Owned by the backlog's loop; sessions only hand it back. */
public final class BacklogConsumer {

    final View view;
    final DeliverySink sink;

    /** Ready messages of groups that are this consumer's. */
    final ReadyList kept = new ReadyList();

    /** How many deliveries it still accepts. */
    int credit;

    /** What was left of that when it was given a large message: it counts again when the consumer has seen that one. */
    private int parked;

    /** How many of its deliveries are not settled. */
    int outstanding;

    /** How many of its deliveries were settled or came back, ever: tells whether it makes progress. */
    long finished;

    /** The value of {@link #finished} when the rebalancer last looked. */
    long finishedWhenChecked;

    /** Has answered a recall and was given nothing since: asking it again is vain. */
    boolean emptied;

    /** How many pulls of it are under way. */
    int pulls;

    /** Whether it is in its view's {@link View#waiting}. */
    boolean queued;

    /** Asked to return what its application has not seen; nothing is delivered until it has. */
    boolean recalled;

    boolean closed;

    BacklogConsumer(View view, DeliverySink sink) {
        this.view = view;
        this.sink = sink;
    }

    /** It is given a message. One that is too large for memory goes alone: the consumer may not have room for two. */
    void spend(Message message) {
        credit--;
        if (message.largeBody() != null) {
            parked += credit;
            credit = 0;
        }
    }

    /** It accepts so many more, possibly none, and has seen a large message that it was given. */
    void grant(int deliveries) {
        credit = (int) Math.min(Integer.MAX_VALUE, (long) credit + parked + deliveries);
        parked = 0;
    }

    void dropCredit() {
        credit = 0;
        parked = 0;
    }

    boolean mayReceive() {
        return credit > 0 && !recalled && !closed;
    }
}
