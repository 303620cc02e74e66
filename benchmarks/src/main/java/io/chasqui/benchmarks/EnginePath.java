package io.chasqui.benchmarks;

import io.chasqui.engine.Engine;
import io.chasqui.engine.EngineSettings;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.engine.session.Login;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The broker driven by hand: commands in, events out, each message acknowledged; the consumer runs on the loop. */
final class EnginePath implements Path, EventSink {

    private static final Destination QUEUE = Destination.queue("benchmark");
    private static final int WINDOW = 1024;

    private final VertxLoops loops = VertxLoops.start(1, "engine");
    private final Arrivals arrivals = new Arrivals();
    private final Semaphore window = new Semaphore(WINDOW);
    private final CommandSink commands;
    private int unreplenished;

    EnginePath() {
        EngineSettings settings = EngineSettings.inMemory(
                new BrokerTraits("benchmark", "1", WINDOW, 1 << 20, 1 << 20), 1 << 28, 0, 0, 0, null, 0, 0, Login.OPEN);
        commands = new Engine(loops.loops(), settings, LargeBodies.none()).connect(Peer.LOCAL, this);
        commands.accept(new ConnectionCommand.Open(1, null, null, null));
        commands.accept(new ConnectionCommand.OpenSession(1, ConnectionCommand.SessionKind.PLAIN));
        commands.accept(new ConnectionCommand.OpenSession(2, ConnectionCommand.SessionKind.PLAIN));
        commands.accept(new SessionCommand.OpenConsumer(2, 2, 1, QUEUE, null, false, null, 0));
        commands.accept(new SessionCommand.AddCredit(2, 1, WINDOW));
    }

    @Override
    public void pass(int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            Message message = new Message.Builder(QUEUE)
                    .body(new Body.Bytes(new byte[256]))
                    .build();
            window.acquire();
            commands.accept(new SessionCommand.Send(0, 1, message));
        }
        arrivals.await(messages);
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Deliver delivery) {
            commands.accept(new SessionCommand.Acknowledge(0, 2, List.of(new Seen(1, delivery.deliveryId()))));
            if (++unreplenished == WINDOW / 2) {
                unreplenished = 0;
                commands.accept(new SessionCommand.AddCredit(2, 1, WINDOW / 2));
            }
            arrivals.arrive();
        } else if (event instanceof Event.Granted granted) {
            window.release(granted.messages());
        }
    }

    @Override
    public void endOfBatch() {}

    @Override
    public void close() {
        loops.close();
    }
}
