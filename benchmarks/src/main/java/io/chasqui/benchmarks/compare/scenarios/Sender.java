package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Counter;
import io.chasqui.benchmarks.compare.measure.Latencies;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * A thread that sends over its outlets in turn until the run says stop. A send's latency is that of the call after which
 * the message is as safe as promised: the send itself, the commit, the whole distributed transaction, or the completion.
 * At a fixed rate latencies count from the time at which the send was due, not from the time at which a late thread came to
 * it.
 */
final class Sender implements Runnable {

    private final int index;
    private final LoadShape shape;
    private final Run run;
    private final List<Outlet> outlets;
    private final Flow flow;
    private final Counter sent;
    private final Latencies latencies;
    private final Stamp stamp;
    private final long[] numbers;
    private final Semaphore room = new Semaphore(Load.ASYNCHRONOUS);
    private long count;
    private long due;

    /**
     * What a sender works with.
     *
     * @param index from 0
     * @param shape what it does
     * @param run when to stop
     * @param outlets its own
     * @param flow when to wait
     * @param sent counts its messages
     * @param bodyBytes the length of a body
     */
    record Parts(int index, LoadShape shape, Run run, List<Outlet> outlets, Flow flow, Counter sent, int bodyBytes) {}

    Sender(Parts parts) {
        index = parts.index();
        shape = parts.shape();
        run = parts.run();
        outlets = parts.outlets();
        flow = parts.flow();
        sent = parts.sent();
        stamp = new Stamp(parts.bodyBytes());
        numbers = new long[shape.streams()];
        latencies = new Latencies(shape.mode == LoadShape.Mode.COMPLETION);
    }

    @Override
    public void run() {
        try {
            int stride = Math.max(shape.batch, flow.stride() / shape.batch * shape.batch);
            due = System.nanoTime();
            while (run.sending() || isBehind()) {
                if (count % stride == 0) {
                    flow.awaitRoom(run);
                }
                Outlet outlet = outlets.get((int) (count / shape.batch % outlets.size()));
                switch (shape.mode) {
                    case PLAIN -> sendOne(outlet);
                    case TRANSACTED -> sendBatch(outlet);
                    case XA -> sendXa(outlet);
                    case COMPLETION -> sendAsynchronously(outlet);
                }
            }
            if (shape.mode == LoadShape.Mode.COMPLETION && !room.tryAcquire(Load.ASYNCHRONOUS, 30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("completions of asynchronous sends are missing after 30 s");
            }
        } catch (Exception | Error e) {
            run.fail(e);
        }
    }

    /** Whether sends of the measurement are still due: to leave them out would hide how late they are. */
    private boolean isBehind() {
        return shape.rate > 0 && run.counts(due + period()) && !run.hasFailed();
    }

    private long period() {
        return 1_000_000_000L * shape.senders / shape.rate;
    }

    private void sendOne(Outlet outlet) throws JMSException {
        boolean timed = shape.rate > 0 || count % shape.sampleEvery == 0;
        long begun = shape.rate > 0 ? awaitDue() : timed ? System.nanoTime() : 0;
        outlet.producer.send(next(outlet, begun));
        if (timed && run.counts(begun)) {
            latencies.record(System.nanoTime() - begun);
        }
        done();
    }

    /** Waits until the next send is due and returns that time. */
    private long awaitDue() {
        due += period();
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(this, wait);
        }
        return due;
    }

    private void sendBatch(Outlet outlet) throws JMSException {
        for (int i = 0; i < shape.batch; i++) {
            outlet.producer.send(next(outlet, System.nanoTime()));
        }
        long begun = System.nanoTime();
        outlet.session.commit();
        if (run.counts(begun)) {
            latencies.record(System.nanoTime() - begun);
        }
        for (int i = 0; i < shape.batch; i++) {
            done();
        }
    }

    private void sendXa(Outlet outlet) throws JMSException, XAException {
        XAResource resource = Objects.requireNonNull(outlet.resource);
        long begun = System.nanoTime();
        XaBranch branch = new XaBranch(index, count);
        resource.start(branch, XAResource.TMNOFLAGS);
        outlet.producer.send(next(outlet, begun));
        resource.end(branch, XAResource.TMSUCCESS);
        resource.prepare(branch);
        resource.commit(branch, false);
        if (run.counts(begun)) {
            latencies.record(System.nanoTime() - begun);
        }
        done();
    }

    private void sendAsynchronously(Outlet outlet) throws JMSException, InterruptedException {
        room.acquire();
        long begun = System.nanoTime();
        outlet.producer.send(next(outlet, begun), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                if (run.counts(begun)) {
                    latencies.record(System.nanoTime() - begun);
                }
                room.release();
            }

            @Override
            public void onException(Message message, Exception exception) {
                run.fail(exception);
                room.release();
            }
        });
        done();
    }

    private Message next(Outlet outlet, long time) throws JMSException {
        int stream = outlet.index;
        int key = 0;
        if (shape.keys > 0) {
            key = (int) (count % shape.keys);
            stream = outlet.index * shape.keys + key;
        }
        BytesMessage message = outlet.session.createBytesMessage();
        message.writeBytes(stamp.written(stream, numbers[stream]++, time));
        if (shape.keys > 0) {
            message.setIntProperty(Receiver.KEY, key);
        }
        return message;
    }

    private void done() {
        count++;
        sent.increment();
    }

    /** How many it sent of each stream; once its thread has ended. */
    long[] numbers() {
        return numbers;
    }

    Latencies latencies() {
        return latencies;
    }
}
