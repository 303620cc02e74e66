package io.chasqui.benchmarks.compare.scenarios;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import javax.transaction.xa.XAResource;

/** A thread that takes each message in a distributed transaction of its own, in two phases. */
final class XaReceiver implements Runnable {

    private static final long WAIT_MILLIS = 200;

    private final int index;
    private final Run run;
    private final XAResource resource;
    private final MessageConsumer consumer;
    private final Receiver receiver;

    /** @param index tells its transactions from those of senders and other receivers */
    XaReceiver(int index, Run run, XAResource resource, MessageConsumer consumer, Receiver receiver) {
        this.index = index;
        this.run = run;
        this.resource = resource;
        this.consumer = consumer;
        this.receiver = receiver;
    }

    @Override
    public void run() {
        try {
            for (long number = 0; run.receiving(); number++) {
                XaBranch branch = new XaBranch(index, number);
                resource.start(branch, XAResource.TMNOFLAGS);
                Message message = consumer.receive(WAIT_MILLIS);
                resource.end(branch, XAResource.TMSUCCESS);
                if (message == null) {
                    resource.rollback(branch);
                } else {
                    resource.prepare(branch);
                    resource.commit(branch, false);
                    receiver.accept(message);
                }
            }
        } catch (Exception | Error e) {
            run.fail(e);
        }
    }
}
