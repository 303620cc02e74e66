package io.chasqui.loop.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxLoopTest {

    private final VertxLoops loops = VertxLoops.start(2, "test");
    private final EventLoop loop = loops.loops().get(0);

    @AfterEach
    void close() {
        loops.close();
    }

    private <T> T onLoop(java.util.concurrent.Callable<T> call) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(5, TimeUnit.SECONDS);
    }

    @Test
    void everyLoopHasAThreadOfItsOwn() throws Exception {
        assertEquals(2, loops.loops().size());
        assertFalse(loop.inLoop());
        assertTrue(onLoop(loop::inLoop));
        assertFalse(onLoop(loops.loops().get(1)::inLoop));
    }

    @Test
    void endOfBatchComesAfterTheTasksThatWait() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            loop.atEndOfBatch(() -> {
                order.add("end");
                done.countDown();
            });
            loop.execute(() -> order.add("posted from the batch"));
            order.add("first");
        });
        assertTrue(done.await(5, TimeUnit.SECONDS));
        assertEquals(List.of("first", "posted from the batch", "end"), onLoop(() -> List.copyOf(order)));
    }

    @Test
    void failingTaskDoesNotEndTheLoop() throws Exception {
        loop.execute(() -> {
            throw new IllegalArgumentException("expected by the test");
        });
        assertEquals(7, onLoop(() -> 7));
    }

    @Test
    void timersRunOnTheLoopUnlessCancelled() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        AtomicInteger cancelled = new AtomicInteger();
        onLoop(() -> {
            loop.schedule(1, cancelled::incrementAndGet).cancel();
            return loop.schedule(5, () -> ran.complete(loop.inLoop()));
        });
        assertTrue(ran.get(5, TimeUnit.SECONDS));
        assertEquals(0, cancelled.get());
    }

    @Test
    void mailboxKeepsTheOrderOfEachThread() throws Exception {
        int perThread = 20_000;
        List<int[]> got = new ArrayList<>();
        Mailbox<int[]> mailbox = new Mailbox<>(loop, got::add);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int sender = i;
            Thread thread = new Thread(() -> {
                for (int n = 0; n < perThread; n++) {
                    mailbox.post(new int[] {sender, n});
                }
            });
            thread.start();
            senders.add(thread);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        while (onLoop(got::size) < 3 * perThread) {
            Thread.onSpinWait();
        }
        int[] next = new int[3];
        for (int[] item : got) {
            assertEquals(next[item[0]]++, item[1]);
        }
    }
}
