package io.chasqui.loop.vertx;

import io.chasqui.loop.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A number of Vert.x event loops that belong together and end together. May be used by any thread. */
public final class VertxLoops implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(VertxLoops.class.getName());
    private static final int DRAIN_SECONDS = 5;

    private final Vertx vertx;
    private final List<EventLoop> loops;

    private VertxLoops(Vertx vertx, List<EventLoop> loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    /**
     * Starts loops on daemon threads.
     *
     * @param count how many, at least 1
     * @param name begins the names of their threads
     */
    public static VertxLoops start(int count, String name) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(count)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(2)
                .setDisableTCCL(true));
        List<Context> contexts = Collections.synchronizedList(new ArrayList<>());
        vertx.deployVerticle(() -> new Holder(contexts), new DeploymentOptions().setInstances(count))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        List<EventLoop> loops = new ArrayList<>();
        for (Context context : contexts) {
            loops.add(new VertxLoop(vertx, context));
        }
        return new VertxLoops(vertx, List.copyOf(loops));
    }

    /** Takes hold of one event loop: Vert.x gives each instance of a verticle a loop of its own, in turn. */
    private static final class Holder extends VerticleBase {
        private final List<Context> contexts;

        Holder(List<Context> contexts) {
            this.contexts = contexts;
        }

        @Override
        public Future<?> start() {
            contexts.add(context);
            return Future.succeededFuture();
        }
    }

    public List<EventLoop> loops() {
        return loops;
    }

    /** For sockets: what is opened by a task of one of the loops has its handlers called on that loop's thread. */
    public Vertx vertx() {
        return vertx;
    }

    /**
     * Runs a task as a batch of one of these loops, at once when the calling thread is the loop's and the loop is not at work,
     * as it is in a handler of a socket; otherwise posts it.
     */
    public static void enter(EventLoop loop, Runnable task) {
        if (loop instanceof VertxLoop ours) {
            ours.enter(task);
        } else {
            loop.execute(task);
        }
    }

    /** Runs tasks that may block, on a few threads. */
    public Executor blocking() {
        return task -> vertx.executeBlocking(
                () -> {
                    task.run();
                    return null;
                },
                false);
    }

    /** Waits until every loop has run what was posted to it before. Not on a loop. */
    public void drain() {
        CountDownLatch passed = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.execute(passed::countDown));
        try {
            if (!passed.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the event loops did not come to rest in {0} s", DRAIN_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the loops; what is still posted to them may not run any more. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            LOG.log(System.Logger.Level.WARNING, "the event loops did not end cleanly", failure);
        }
    }
}
