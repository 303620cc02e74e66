package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BodyIntake;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Identity;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.Frames;
import io.chasqui.wire.LinkFrame;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Large messages that come faster than their bodies are taken, over a socket that another loop reads than the link's. */
final class LargePaceTest {

    private static final int SENDS = 8;
    private static final int LARGE = 6 << 20;
    private static final int TOKEN_BYTES = 24;
    private static final long PATIENCE_SECONDS = 20;

    private final VertxLoops loops = VertxLoops.start(2, "pace");
    private final ExecutorService bodies = Executors.newSingleThreadExecutor();
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private volatile EventLoop loopOfLink;
    private volatile EventLoop loopOfSocket;

    private EventLoop current() {
        return loops.loops().stream().filter(EventLoop::inLoop).findFirst().orElseThrow();
    }

    @Test
    void eachWaitsForTheOneBefore() throws Exception {
        ServerSettings settings = new ServerSettings(RemoteScene.LINK, 10_000, 0, "test broker");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        bodies.execute(() -> await(slow));
        try (TcpServer server = TcpServer.start(
                        List.of(new Endpoint("127.0.0.1", 0, false)),
                        loops,
                        new RecordingBroker(),
                        new NotingGate(),
                        settings,
                        null);
                RawClient client = clientOfAnotherLoop(server.endpoints().get(0).port())) {
            loopOfLink.execute(() -> await(busy));
            for (int i = 1; i < SENDS; i++) {
                client.say(bytes(send(i)));
            }
            byte[] last = bytes(send(SENDS));
            client.say(Arrays.copyOf(last, last.length / 2));
            busy.countDown();
            CountDownLatch passed = new CountDownLatch(1);
            loopOfLink.execute(passed::countDown);
            assertTrue(passed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            slow.countDown();
            for (int i = 1; i < SENDS; i++) {
                assertNextIs(i);
            }
            client.say(Arrays.copyOfRange(last, last.length / 2, last.length));
            assertNextIs(SENDS);
        } finally {
            busy.countDown();
            slow.countDown();
            loops.close();
            bodies.shutdown();
        }
    }

    private void assertNextIs(int requestId) throws InterruptedException {
        SessionCommand.Send came = (SessionCommand.Send) commands.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(came, "the message " + requestId);
        assertEquals(requestId, came.requestId());
    }

    private RawClient clientOfAnotherLoop(int port) throws Exception {
        byte[] token;
        try (RawClient first = new RawClient(port)) {
            token = Arrays.copyOfRange(first.attach(), 2, 2 + TOKEN_BYTES);
        }
        for (int i = 0; i < 10; i++) {
            RawClient next = new RawClient(port);
            assertEquals(1, next.attach(new LinkFrame.Resume(token, 0))[2 + TOKEN_BYTES], "resumed");
            if (loopOfSocket != loopOfLink) {
                return next;
            }
            next.close();
        }
        throw new AssertionError("all sockets are on one loop");
    }

    private static SessionCommand.Send send(long requestId) {
        Message message = new Message.Builder(Destination.queue("q"))
                .body(new Body.Bytes(new byte[LARGE]))
                .build();
        return new SessionCommand.Send(requestId, 1, message);
    }

    private static byte[] bytes(Command command) {
        FrameWriter writer = new FrameWriter(RemoteScene.LINK.maxFrameBytes());
        writer.write(command);
        Frames frames = writer.take();
        return Arrays.copyOf(frames.bytes(), frames.length());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down what comes. */
    private final class RecordingBroker implements BrokerPort, BodyIntake {
        private long lastBody;

        @Override
        public CommandSink connect(Peer peer, EventSink events) {
            loopOfLink = current();
            return commands::add;
        }

        @Override
        public BodyIntake bodies() {
            return this;
        }

        @Override
        public Incoming begin(boolean lasting) {
            Body taken = new Body.Stored(++lastBody, LARGE, LARGE, null);
            return new Incoming() {
                @Override
                public void next(byte[] piece, Runnable done) {
                    done.run();
                }

                @Override
                public void end(Consumer<Body> done) {
                    bodies.execute(() -> done.accept(taken));
                }

                @Override
                public void abandon() {
                    // Nothing is kept.
                }
            };
        }
    }

    /** Lets everybody in, and knows by whom it was asked. */
    private final class NotingGate implements Gate {
        @Override
        public List<String> mechanisms(Channel channel) {
            return List.of("ANONYMOUS");
        }

        @Override
        public Exchange begin(String mechanism, Channel channel) {
            loopOfSocket = current();
            return (byte[] message, Consumer<Verdict> verdict) ->
                    verdict.accept(new Verdict.Accepted(Identity.ANONYMOUS, new byte[0]));
        }
    }
}
