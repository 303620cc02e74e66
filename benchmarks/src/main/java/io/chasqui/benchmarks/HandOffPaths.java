package io.chasqui.benchmarks;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import io.chasqui.loop.vertx.VertxLoops;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Hand-offs between threads without any messaging. */
final class HandOffPaths {

    private static final int CAPACITY = 1024;
    private static final Object MESSAGE = new byte[256];

    private HandOffPaths() {}

    static Path arrayBlockingQueue() {
        BlockingQueue<Object> queue = new ArrayBlockingQueue<>(CAPACITY);
        Arrivals arrivals = new Arrivals();
        Thread consumer = taking(queue, arrivals);
        return new Path() {
            @Override
            public void pass(int messages) throws InterruptedException {
                for (int i = 0; i < messages; i++) {
                    queue.put(MESSAGE);
                }
                arrivals.await(messages);
            }

            @Override
            public void close() {
                consumer.interrupt();
            }
        };
    }

    private static Thread taking(BlockingQueue<Object> queue, Arrivals arrivals) {
        Thread consumer = new Thread(
                () -> {
                    try {
                        while (true) {
                            queue.take();
                            arrivals.arrive();
                        }
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                },
                "consumer");
        consumer.setDaemon(true);
        consumer.start();
        return consumer;
    }

    static Path mailbox() {
        VertxLoops loops = VertxLoops.start(1, "mailbox");
        Arrivals arrivals = new Arrivals();
        Mailbox<Object> mailbox = new Mailbox<>(loops.loops().get(0), message -> arrivals.arrive());
        return new Path() {
            @Override
            public void pass(int messages) {
                for (int i = 0; i < messages; i++) {
                    mailbox.post(MESSAGE);
                }
                arrivals.await(messages);
            }

            @Override
            public void close() {
                loops.close();
            }
        };
    }

    static Path mailboxAndBack() {
        VertxLoops loops = VertxLoops.start(1, "mailbox");
        EventLoop loop = loops.loops().get(0);
        Arrivals arrivals = new Arrivals();
        BlockingQueue<Object> queue = new ArrayBlockingQueue<>(InVmPathBenchmark.MESSAGES);
        Thread consumer = taking(queue, arrivals);
        Mailbox<Object> mailbox = new Mailbox<>(loop, queue::add);
        return new Path() {
            @Override
            public void pass(int messages) {
                for (int i = 0; i < messages; i++) {
                    mailbox.post(MESSAGE);
                }
                arrivals.await(messages);
            }

            @Override
            public void close() {
                consumer.interrupt();
                loops.close();
            }
        };
    }
}
