package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The event loops of clients, when nobody is to use them any more. */
class ClientLoopsTest {

    private final ClientLoops loops = new ClientLoops();

    private static Thread threadOf(EventLoop loop) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.get(10, TimeUnit.SECONDS);
    }

    private void giveBack(ClientLoops.Lease lease) throws Exception {
        CompletableFuture<Void> given = new CompletableFuture<>();
        lease.loop().execute(() -> {
            loops.giveBack(lease);
            given.complete(null);
        });
        given.get(10, TimeUnit.SECONDS);
    }

    @Test
    void restingEndsThreadsThatNoLinkUsesAtOnce() throws Exception {
        ClientLoops.Lease lease = loops.lease();
        Thread thread = threadOf(lease.loop());
        giveBack(lease);
        loops.rest();
        thread.join(10_000);
        assertFalse(thread.isAlive());
        ClientLoops.Lease next = loops.lease();
        assertNotSame(thread, threadOf(next.loop()));
        giveBack(next);
        loops.rest();
    }

    @Test
    void restingWaitsForALinkThatIsEnding() throws Exception {
        ClientLoops.Lease lease = loops.lease();
        Thread thread = threadOf(lease.loop());
        CompletableFuture<Void> rested = CompletableFuture.runAsync(loops::rest);
        giveBack(lease);
        rested.get(10, TimeUnit.SECONDS);
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void aLinkInUseKeepsItsThread() throws Exception {
        ClientLoops.Lease lease = loops.lease();
        Thread thread = threadOf(lease.loop());
        Thread resting = new Thread(loops::rest);
        resting.start();
        resting.interrupt();
        resting.join(10_000);
        assertFalse(resting.isAlive());
        assertTrue(thread.isAlive());
        giveBack(lease);
        loops.rest();
    }
}
