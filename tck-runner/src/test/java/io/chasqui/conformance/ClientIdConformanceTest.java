package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** Client identifiers: when they may be set, and that two live connections never share one. */
class ClientIdConformanceTest extends SessionScenario {

    /** Something done with a connection. */
    @FunctionalInterface
    private interface Action {
        void on(Connection connection) throws JMSException;
    }

    @Test
    @Covers("CID-1")
    void theClientIdIsThatOfTheFactoryOrTheOneSetOrNull() throws Exception {
        assertNull(stoppedConnection().getClientID());
        assertNull(newContext().getClientID());
        String set = names.clientId();
        Connection connection = stoppedConnection();
        connection.setClientID(set);
        assertEquals(set, connection.getClientID());
        String setOnContext = names.clientId();
        JMSContext context = newContext();
        context.setClientID(setOnContext);
        assertEquals(setOnContext, context.getClientID());
        String fixed = names.clientId();
        assertEquals(fixed, newConnection(provider.withClientId(fixed)).getClientID());
        String fixedForContext = names.clientId();
        assertEquals(
                fixedForContext,
                track(provider.withClientId(fixedForContext).createContext()).getClientID());
    }

    @TestFactory
    @Covers({"CID-2", "CID-3"})
    Stream<DynamicTest> afterTheFirstActionItIsTooLate() throws Exception {
        ServerSessionPool pool = () -> {
            throw new JMSException("no message was sent");
        };
        Queue queue = newQueue();
        return Stream.of(
                tooLateAfter("createSession()", Connection::createSession),
                tooLateAfter("createSession(int)", c -> c.createSession(Session.CLIENT_ACKNOWLEDGE)),
                tooLateAfter("createSession(boolean, int)", c -> c.createSession(true, 0)),
                tooLateAfter("start", Connection::start),
                tooLateAfter("stop", Connection::stop),
                tooLateAfter("createConnectionConsumer", c -> c.createConnectionConsumer(queue, null, pool, 1)));
    }

    @TestFactory
    @Covers({"CID-2", "CID-3"})
    Stream<DynamicTest> withAContextAnyUseOfTheSessionIsAnAction() throws Exception {
        Queue queue = newQueue();
        return Stream.of(
                tooLateForContextAfter("start", JMSContext::start),
                tooLateForContextAfter("stop", JMSContext::stop),
                tooLateForContextAfter("createConsumer", c -> c.createConsumer(queue)),
                tooLateForContextAfter("createBrowser", c -> c.createBrowser(queue)),
                tooLateForContextAfter("send", c -> c.createProducer().send(queue, "x")),
                tooLateForContextAfter("createTemporaryQueue", JMSContext::createTemporaryQueue));
    }

    /** Our decision. */
    @TestFactory
    @Covers("CID-3")
    Stream<DynamicTest> lookingAtTheConnectionIsNoAction() {
        return Stream.of(
                inTimeAfter("getClientID", Connection::getClientID),
                inTimeAfter("getMetaData", c -> c.getMetaData().getJMSVersion()),
                inTimeAfter("getExceptionListener", Connection::getExceptionListener),
                inTimeAfter("setExceptionListener", c -> c.setExceptionListener(e -> {})));
    }

    @Test
    @Covers("CID-4")
    void aFactorysClientIdCannotBeChanged() throws Exception {
        String fixed = names.clientId();
        Connection connection = track(provider.withClientId(fixed).createConnection());
        assertThrows(IllegalStateException.class, () -> connection.setClientID(names.clientId()));
        assertThrows(IllegalStateException.class, () -> connection.setClientID(fixed));
        assertEquals(fixed, connection.getClientID());
        connection.close();
        JMSContext context = track(provider.withClientId(fixed).createContext());
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID(names.clientId()));
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID(fixed));
        assertEquals(fixed, context.getClientID());
    }

    @Test
    @Covers("CID-5")
    void theClientIdIsSetOnce() throws Exception {
        String first = names.clientId();
        Connection connection = stoppedConnection();
        connection.setClientID(first);
        assertThrows(IllegalStateException.class, () -> connection.setClientID(names.clientId()));
        assertThrows(IllegalStateException.class, () -> connection.setClientID(first));
        assertEquals(first, connection.getClientID());
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID(names.clientId()));
    }

    @Test
    @Covers({"CID-6", "CID-9"})
    void aClientIdInUseIsRefusedAndAnotherMayBeTried() throws Exception {
        String taken = names.clientId();
        newConnection(taken);
        String free = names.clientId();
        Connection connection = stoppedConnection();
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID(taken));
        assertNull(connection.getClientID());
        connection.setClientID(free);
        assertEquals(free, connection.getClientID());
        JMSContext context = newContext();
        assertThrows(InvalidClientIDRuntimeException.class, () -> context.setClientID(taken));
        context.setClientID(names.clientId());
    }

    /** The kind of the exception is our decision. */
    @Test
    @Covers("CID-7")
    void aFactorysClientIdServesOneConnectionAtATime() throws Exception {
        String fixed = names.clientId();
        ConnectionFactory factory = provider.withClientId(fixed);
        Connection first = newConnection(factory);
        assertThrows(InvalidClientIDException.class, factory::createConnection);
        assertThrows(InvalidClientIDRuntimeException.class, factory::createContext);
        first.close();
        JMSContext context = track(factory.createContext());
        assertThrows(InvalidClientIDRuntimeException.class, factory::createContext);
        context.close();
        newConnection(factory).close();
    }

    @Test
    @Covers("CID-8")
    void theClientIdIsFreeOnceTheConnectionIsClosed() throws Exception {
        String id = names.clientId();
        for (int i = 0; i < 20; i++) {
            Connection connection = stoppedConnection();
            connection.setClientID(id);
            connection.createSession();
            connection.close();
            try (JMSContext context = provider.connectionFactory().createContext()) {
                context.setClientID(id);
                context.createTemporaryQueue();
            }
        }
        assertEquals(id, newConnection(id).getClientID());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @Covers("CID-10")
    void nullAndEmptyAreNoClientIds(@Nullable String id) throws Exception {
        Connection connection = stoppedConnection();
        assertThrows(InvalidClientIDException.class, () -> connection.setClientID(id));
        JMSContext context = newContext();
        assertThrows(InvalidClientIDRuntimeException.class, () -> context.setClientID(id));
    }

    @Test
    @Covers("CID-11")
    void theClientIdTellsSharedSubscriptionsApartAndNothingElse() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        String subscription = names.subscription();
        Session mine = newConnection(names.clientId()).createSession();
        Session yours = newConnection(names.clientId()).createSession();
        try (MessageConsumer myShared = mine.createSharedConsumer(topic, subscription);
                MessageConsumer yourShared = yours.createSharedConsumer(topic, subscription)) {
            send(topic, "to both, for the subscriptions differ");
            receive(myShared);
            receive(yourShared);
        }
        sendThrough(mine, queue, "to whoever comes");
        try (MessageConsumer consumer = yours.createConsumer(queue)) {
            assertEquals("to whoever comes", receiveText(consumer));
        }
        assertThrows(IllegalStateException.class, () -> session().createDurableConsumer(topic, subscription));
    }

    @Test
    @Covers("CID-12")
    void contextsOfOneConnectionShareItsClientId() throws Exception {
        String id = names.clientId();
        JMSContext first = newContext();
        first.setClientID(id);
        JMSContext second = track(first.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        assertEquals(id, second.getClientID());
        assertThrows(IllegalStateRuntimeException.class, () -> second.setClientID(names.clientId()));

        JMSContext used = newContext();
        try (JMSConsumer consumer = used.createConsumer(newQueue())) {
            assertNull(consumer.receiveNoWait());
        }
        JMSContext derived = track(used.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        assertThrows(IllegalStateRuntimeException.class, () -> derived.setClientID(names.clientId()));
        assertNull(derived.getClientID());
    }

    @Test
    @Covers("CID-13")
    void ofTwoConnectionsRacingForOneClientIdExactlyOneWins() throws Exception {
        int racers = 4;
        for (int round = 0; round < 10; round++) {
            String id = names.clientId();
            CyclicBarrier line = new CyclicBarrier(racers);
            List<Future<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                Connection connection = stoppedConnection();
                runs.add(inBackground(() -> {
                    line.await();
                    try {
                        connection.setClientID(id);
                        return 1;
                    } catch (InvalidClientIDException e) {
                        return 0;
                    }
                }));
            }
            int winners = 0;
            for (Future<Integer> run : runs) {
                winners += resultOf(run);
            }
            assertEquals(1, winners);
        }
    }

    private DynamicTest tooLateAfter(String title, Action action) {
        return dynamicTest(title, () -> {
            try (Connection connection = provider.connectionFactory().createConnection()) {
                action.on(connection);
                assertThrows(IllegalStateException.class, () -> connection.setClientID(names.clientId()));
            }
        });
    }

    private DynamicTest inTimeAfter(String title, Action action) {
        return dynamicTest(title, () -> {
            try (Connection connection = provider.connectionFactory().createConnection()) {
                action.on(connection);
                connection.setClientID(names.clientId());
            }
        });
    }

    private DynamicTest tooLateForContextAfter(String title, Consumer<JMSContext> action) {
        return dynamicTest(title, () -> {
            try (JMSContext context = provider.connectionFactory().createContext()) {
                action.accept(context);
                assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID(names.clientId()));
            }
        });
    }
}
