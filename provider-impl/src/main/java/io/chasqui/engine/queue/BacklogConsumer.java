package io.chasqui.engine.queue;

/** A consumer as its backlog knows it. Owned by the backlog's loop; sessions only hand it back. */
public final class BacklogConsumer {

    final View view;
    final DeliverySink sink;

    /** Ready messages of groups that are this consumer's. */
    final ReadyList kept = new ReadyList();

    /** How many deliveries it still accepts. */
    int credit;

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

    boolean mayReceive() {
        return credit > 0 && !recalled && !closed;
    }
}
