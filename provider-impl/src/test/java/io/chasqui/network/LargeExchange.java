package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.util.Arrays;

/** A client that sends and receives messages of any size, and checks each byte of them. Runs in a JVM of its own. */
final class LargeExchange {

    static final String DONE = "done";

    private static final int PIECE_BYTES = 1 << 20;
    private static final long WAIT_MILLIS = 120_000;

    private final Session session;
    private final int bytes;

    private LargeExchange(Session session, int bytes) {
        this.session = session;
        this.bytes = bytes;
    }

    /** @param args the port, the size in bytes, and what is to be done: {@code send} or {@code receive} */
    public static void main(String[] args) throws JMSException {
        try (Connection connection = new ChasquiConnectionFactory("tcp://127.0.0.1:" + args[0]).createConnection()) {
            connection.setClientID("large");
            connection.start();
            boolean sends = args[2].equals("send");
            Session session = connection.createSession(sends ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            LargeExchange exchange = new LargeExchange(session, Integer.parseInt(args[1]));
            if (sends) {
                exchange.send();
            } else {
                exchange.receive();
            }
        }
        System.out.println(DONE);
    }

    /** In transactions: one of a bytes message to a queue, one of a stream message to a topic with two subscriptions. */
    private void send() throws JMSException {
        MessageProducer toQueue = session.createProducer(session.createQueue("large"));
        BytesMessage first = session.createBytesMessage();
        for (int at = 0; at < bytes; at += PIECE_BYTES) {
            first.writeBytes(piece(at));
        }
        toQueue.send(first);
        session.commit();
        first.clearBody();
        session.createDurableConsumer(session.createTopic("news"), "one").close();
        session.createDurableConsumer(session.createTopic("news"), "two").close();
        MessageProducer toTopic = session.createProducer(session.createTopic("news"));
        StreamMessage second = session.createStreamMessage();
        second.writeString("begin");
        for (int at = 0; at < bytes; at += PIECE_BYTES) {
            second.writeBytes(piece(at));
            second.writeInt(at);
        }
        toTopic.send(second);
        session.commit();
    }

    private void receive() throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("large"))) {
            check((BytesMessage) consumer.receive(WAIT_MILLIS));
        }
        for (String name : new String[] {"one", "two"}) {
            try (MessageConsumer consumer = session.createDurableConsumer(session.createTopic("news"), name)) {
                check((StreamMessage) consumer.receive(WAIT_MILLIS));
            }
        }
    }

    private void check(BytesMessage message) throws JMSException {
        assertNotNull(message);
        assertEquals(rounded(), message.getBodyLength());
        byte[] read = new byte[PIECE_BYTES];
        for (int at = 0; at < bytes; at += PIECE_BYTES) {
            assertEquals(PIECE_BYTES, message.readBytes(read));
            assertTrue(Arrays.equals(piece(at), read), "the piece at " + at);
        }
    }

    private void check(StreamMessage message) throws JMSException {
        assertNotNull(message);
        assertEquals("begin", message.readString());
        byte[] read = new byte[PIECE_BYTES];
        for (int at = 0; at < bytes; at += PIECE_BYTES) {
            assertEquals(PIECE_BYTES, message.readBytes(read));
            assertTrue(Arrays.equals(piece(at), read), "the piece at " + at);
            assertEquals(-1, message.readBytes(read));
            assertEquals(at, message.readInt());
        }
    }

    private long rounded() {
        return (long) (bytes + PIECE_BYTES - 1) / PIECE_BYTES * PIECE_BYTES;
    }

    /** Differs from all others, and within itself. */
    private static byte[] piece(int at) {
        byte[] piece = new byte[PIECE_BYTES];
        for (int i = 0; i < PIECE_BYTES; i++) {
            piece[i] = (byte) (i * 31 + at / PIECE_BYTES + (i >> 8));
        }
        return piece;
    }
}
