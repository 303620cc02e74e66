package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.wire.LinkFrame;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Large messages of clients that confirm nothing, or do not keep the rules: nobody but they are to notice. */
final class LargeAbuseTest {

    private static final int MESSAGES = 320;
    private static final int MESSAGE_BYTES = 32 << 10;
    private static final int LARGE = 7 << 20;

    private static final int GOODBYE = 13;
    private static final int EVENT = 33;
    private static final int COMPLETED = 2;
    private static final int COUNTED = 32;
    private static final int LAST_FRAGMENT = 35;

    /** As little is put together as possible, so that little may be held. */
    private static final LinkSettings LINK = new LinkSettings(16 << 10, 2 << 20, 30_000, 10_000);

    private static RemoteScene scene() throws IOException {
        return new RemoteScene(1, new ServerSettings(LINK, 200, 0, "test broker"));
    }

    @Test
    void aBodyWhoseSendIsHeldGoesWithTheLink() throws Exception {
        try (RemoteScene scene = scene();
                Connection sender = scene.opener().connection()) {
            fill(sender);
            try (RawClient client = new RawClient(scene.port())) {
                consumeAll(client);
                client.say(send(9, "large"));
                client.say(send(10, "large"));
                RemoteScene.await("the first has come, and the second begins", () -> scene.bodyCount() == 2);
            }
            RemoteScene.await("the link has ended", () -> scene.server().linkCount() == 1);
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    /** What goes into files takes no memory, so that there may be any amount of it behind what is held. */
    @Test
    void bodiesDoNotCountAsHeld() throws Exception {
        int count = 12;
        try (RemoteScene scene = scene();
                Connection sender = scene.opener().connection()) {
            fill(sender);
            try (RawClient client = new RawClient(scene.port())) {
                long received = consumeAll(client);
                for (int i = 0; i < count; i++) {
                    client.say(send(9 + i, "large"));
                }
                RemoteScene.await("all bodies have come", () -> scene.bodyCount() == count);
                client.say(new LinkFrame.Ack(received));
                for (int i = 0; i < count; i++) {
                    assertEquals(9 + i, requestOfNextCompleted(client));
                }
            }
        }
    }

    @Test
    void aBodyThatComesBeforeOpenIsNotKept() throws Exception {
        try (RemoteScene scene = scene();
                RawClient client = new RawClient(scene.port())) {
            client.attach();
            client.say(send(1, "large"));
            client.readToEnd();
            scene.awaitNoLinks();
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    private static SessionCommand.Send send(long requestId, String queue) {
        Message message = new Message.Builder(Destination.queue(queue))
                .body(new Body.Bytes(new byte[LARGE]))
                .build();
        return new SessionCommand.Send(requestId, 1, message);
    }

    private static void fill(Connection sender) throws Exception {
        Session session = sender.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        for (int i = 0; i < MESSAGES; i++) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[MESSAGE_BYTES]);
            producer.send(message);
        }
        session.commit();
    }

    /** Takes all messages and confirms none: from now on commands are held. Returns how many counted frames have come. */
    private static long consumeAll(RawClient client) throws Exception {
        client.attach();
        client.say(new ConnectionCommand.Open(1, null, null, null));
        client.say(new ConnectionCommand.OpenSession(1, ConnectionCommand.SessionKind.PLAIN));
        client.say(new SessionCommand.OpenConsumer(2, 1, 1, Destination.queue("q"), null, false, null, 0));
        client.say(new SessionCommand.AddCredit(1, 1, MESSAGES));
        long counted = 0;
        int messages = 0;
        while (messages < MESSAGES) {
            byte[] frame = client.readFrame();
            counted += frame[0] >= COUNTED ? 1 : 0;
            messages += frame[0] == LAST_FRAGMENT ? 1 : 0;
        }
        return counted;
    }

    private static int requestOfNextCompleted(RawClient client) throws IOException {
        byte[] frame = client.readFrame();
        while (frame[0] != EVENT || frame[1] != COMPLETED) {
            if (frame[0] == GOODBYE) {
                throw new AssertionError("the link has ended: " + new String(frame, 1, frame.length - 1, "UTF-8"));
            }
            frame = client.readFrame();
        }
        return frame[2] / 2;
    }
}
