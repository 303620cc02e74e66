package io.chasqui.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.engine.Engine;
import io.chasqui.engine.EngineSettings;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionConsumersTest {

    private static final Destination QUEUE = Destination.queue("q");

    private final ManualLoop loop = new ManualLoop();
    private final List<Event> events = new ArrayList<>();
    private final List<ConnectionActor> connections = new ArrayList<>();
    private final CommandSink client;

    SessionConsumersTest() {
        BrokerTraits traits = new BrokerTraits("test", "1", 1000, 1 << 20, 1 << 20);
        EngineSettings settings = EngineSettings.inMemory(traits, 1 << 20, 0, 1000, 0, null, 1000, 0, Login.OPEN);
        Engine engine = new Engine(List.of(loop), settings, LargeBodies.none());
        client = engine.connect(Peer.LOCAL, new EventSink() {
            @Override
            public void accept(Event event) {
                events.add(event);
            }

            @Override
            public void endOfBatch() {}
        });
        engine.broker().connections().forEach(connections::add);
        send(new ConnectionCommand.Open(1, null, null, null));
        send(new ConnectionCommand.OpenSession(1, ConnectionCommand.SessionKind.PLAIN));
    }

    private void send(Command command) {
        client.accept(command);
        loop.runAll();
    }

    private int known() {
        SessionActor session = connections.get(0).sessions().find(1);
        return session == null ? 0 : session.consumers().count();
    }

    @Test
    void closedConsumersAreForgottenWhenWhatTheyHeldIsAcknowledged() {
        send(new SessionCommand.Send(0, 1, new Message.Builder(QUEUE).build()));
        send(new SessionCommand.OpenConsumer(2, 1, 1, QUEUE, null, false, null, 0));
        send(new SessionCommand.AddCredit(1, 1, 1));
        send(new SessionCommand.CloseConsumer(3, 1, 1, 1));
        assertEquals(1, known(), "it holds a delivery");
        send(new SessionCommand.Acknowledge(4, 1, List.of(new Seen(1, 1))));
        assertEquals(new Event.Completed(4), events.get(events.size() - 1));
        assertEquals(0, known());
    }
}
