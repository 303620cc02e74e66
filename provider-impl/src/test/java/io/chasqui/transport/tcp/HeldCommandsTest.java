package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Destination;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.wire.LinkFrame;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Commands of a client that has confirmed little of what it was sent have to wait, but not for ever. */
final class HeldCommandsTest {

    private static final int MESSAGES = 320;
    private static final int MESSAGE_BYTES = 32 << 10;
    private static final int COUNTED = 32;
    private static final int LAST_FRAGMENT = 35;
    private static final int TOKEN_BYTES = 24;

    @Test
    void goOnWhenTheLinkIsResumedAndAllIsConfirmedByThat() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection sender = scene.opener().connection()) {
            fill(sender);
            byte[] token;
            long received;
            try (RawClient client = new RawClient(scene.port())) {
                byte[] attached = client.attach();
                token = Arrays.copyOfRange(attached, 2, 2 + TOKEN_BYTES);
                client.say(new ConnectionCommand.Open(1, null, null, null));
                client.say(new ConnectionCommand.OpenSession(1, ConnectionCommand.SessionKind.PLAIN));
                client.say(new SessionCommand.OpenConsumer(2, 1, 1, Destination.queue("q"), null, false, null, 0));
                client.say(new SessionCommand.AddCredit(1, 1, MESSAGES));
                received = readAll(client);
                // All has come, and nothing was confirmed: this request has to wait.
                client.say(new ConnectionCommand.CreateTemporary(
                        3, new Destination(Destination.Kind.TEMPORARY_QUEUE, "raw.1")));
                client.say(new LinkFrame.Ping());
            }
            RemoteScene.await("the broker has noticed", () -> scene.server().attachedCount() == 1);
            try (RawClient again = new RawClient(scene.port())) {
                byte[] attached = again.attach(new LinkFrame.Resume(token, received));
                assertEquals(1, attached[2 + TOKEN_BYTES], "resumed");
                byte[] answer = again.readFrame();
                assertTrue(Arrays.equals(new byte[] {33, 2, 6}, answer), () -> Arrays.toString(answer));
            }
        }
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

    /** Reads until all messages have come; returns how many frames count. */
    private static long readAll(RawClient client) throws Exception {
        long counted = 0;
        int messages = 0;
        while (messages < MESSAGES) {
            byte[] frame = client.readFrame();
            counted += frame[0] >= COUNTED ? 1 : 0;
            messages += frame[0] == LAST_FRAGMENT ? 1 : 0;
        }
        return counted;
    }
}
