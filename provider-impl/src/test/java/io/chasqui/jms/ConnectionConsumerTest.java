package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.Adopt;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.Return;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection consumers and the server sessions they load. The pool has the client's session, number 1. */
class ConnectionConsumerTest {

    private static final long CONSUMING_SESSION = 2;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final Semaphore available = new Semaphore(1);
    private final ServerSessionPool pool = this::serverSession;
    private Client client;

    @BeforeEach
    void connect() throws JMSException {
        client = new Client(broker, Session.AUTO_ACKNOWLEDGE);
        client.session.setMessageListener(message -> got.add(Client.text(message)));
    }

    @AfterEach
    void disconnect() throws JMSException {
        available.release();
        client.close();
    }

    private ServerSession serverSession() {
        available.acquireUninterruptibly();
        return new ServerSession() {
            @Override
            public Session getSession() {
                return client.session;
            }

            @Override
            public void start() {
                Worker.run(() -> {
                    client.session.run();
                    available.release();
                });
            }
        };
    }

    private String nextGot() throws InterruptedException {
        return got.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void loadsAtMostSoManyMessagesIntoAServerSession_ASF_2_ASF_3() throws Exception {
        client.connection.createConnectionConsumer(client.queue, null, pool, 2);
        broker.tell(
                broker.delivery(CONSUMING_SESSION, 1, 1),
                broker.delivery(CONSUMING_SESSION, 1, 2),
                broker.delivery(CONSUMING_SESSION, 1, 3));
        for (String text : List.of("1", "2", "3")) {
            assertEquals(text, nextGot());
        }
        Adopt first = broker.next(Adopt.class);
        assertEquals(2, first.upTo());
        assertEquals(Client.SESSION, first.sessionId());
        assertEquals(CONSUMING_SESSION, first.fromSessionId());
        assertEquals(
                List.of(new Seen(first.consumerId(), 1)),
                broker.next(Acknowledge.class).seen(),
                "ASF-8: the loaded session's mode applies");
        assertEquals(3, broker.next(Adopt.class).upTo());
    }

    @Test
    void asksAPoolThatHasFailedAgainThoughNoFurtherMessageComes() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        ServerSessionPool flaky = () -> {
            if (broken.getAndSet(false)) {
                throw new JMSException("the pool fails once");
            }
            return serverSession();
        };
        client.connection.createConnectionConsumer(client.queue, null, flaky, 2);
        broker.tell(broker.delivery(CONSUMING_SESSION, 1, 1));
        assertEquals("1", nextGot());
    }

    @Test
    void takesNothingWhileThePoolHasNothing_ASF_5() throws Exception {
        available.acquire();
        client.connection.createConnectionConsumer(client.queue, null, pool, 2);
        broker.tell(broker.delivery(CONSUMING_SESSION, 1, 1));
        broker.tell(new Event.Recall(CONSUMING_SESSION, 1));
        assertEquals(0, broker.next(Return.class).seen());
        available.release();
        broker.tell(broker.delivery(CONSUMING_SESSION, 1, 2));
        assertEquals("2", nextGot());
    }

    @Test
    void closeStopsLoading_ASF_9() throws Exception {
        ConnectionConsumer consumer = client.connection.createConnectionConsumer(client.queue, null, pool, 1);
        broker.tell(broker.delivery(CONSUMING_SESSION, 1, 1));
        assertEquals("1", nextGot());
        consumer.close();
        consumer.close();
        assertEquals(1, broker.next(CloseConsumer.class).seen());
        assertThrows(IllegalStateException.class, consumer::getServerSessionPool);
    }

    @Test
    void aSessionWithAListenerOfItsOwnReceivesInNoOtherWay_ASF_4() {
        assertThrows(IllegalStateException.class, client::consumer);
    }

    @Test
    void runReturnsAtOnceWithNothingLoaded_ASF_10() {
        assertTrue(Worker.run(client.session::run).get());
    }

    @Test
    void refusesWhatItCannotUse_ASF_7() {
        assertThrows(
                InvalidDestinationException.class,
                () -> client.connection.createConnectionConsumer((jakarta.jms.Queue) null, null, pool, 1));
        assertThrows(JMSException.class, () -> client.connection.createConnectionConsumer(client.queue, null, null, 1));
    }
}
