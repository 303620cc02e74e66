package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.ra.inbound.TestBean.Behaviour;
import io.chasqui.ra.inbound.TestBean.Delivery;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.TreeSet;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries in transactions of a real transaction manager: what a bean receives and what it sends are one. */
class NarayanaTest extends InboundFixture {

    private static TransactionManager transactions;

    private XAConnection outbound;

    @BeforeAll
    static void startTransactions() {
        transactions = Narayana.shared();
    }

    @Override
    String start() {
        return "vm://" + brokerName;
    }

    @Override
    void stop() {
        // The adapter does that.
    }

    @BeforeEach
    void connect() throws Exception {
        outbound = new ChasquiConnectionFactory("vm://" + brokerName).createXAConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        transactions.setTransactionTimeout(0);
        outbound.close();
    }

    /** Sends on what the delivery brought, in its transaction. */
    private void forward(Delivery delivery) throws Exception {
        XASession session = outbound.createXASession();
        transactions.getTransaction().enlistResource(session.getXAResource());
        Session sending = session.getSession();
        sending.createProducer(sending.createQueue("out")).send(sending.createTextMessage(delivery.text));
    }

    private TestBean bean(XAResource other, Behaviour behaviour) throws Exception {
        return TestBean.transacted(() -> new NarayanaTransaction(transactions, other, null), behaviour);
    }

    /** With another resource the branches are prepared, without one there is only one phase. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsReceivedAndSentIsCommittedTogether(boolean twoPhases) throws Exception {
        TestBean bean = bean(twoPhases ? HaltingResource.never() : null, this::forward);
        ChasquiActivationSpec spec = spec("in");
        server.deploy(bean, spec);
        send("in", "a");
        bean.next();
        assertEquals("a", receive("out").getBody(String.class));
        server.undeploy(bean, spec);
        assertEmpty("in");
        assertEmpty("out");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsReceivedAndSentIsRolledBackTogether(boolean twoPhases) throws Exception {
        TestBean bean = bean(twoPhases ? HaltingResource.never() : null, delivery -> {
            forward(delivery);
            if (delivery.count == 1) {
                throw new IllegalStateException("fails on purpose");
            } else if (delivery.count == 2) {
                transactions.setRollbackOnly();
            }
        });
        ChasquiActivationSpec spec = spec("in");
        server.deploy(bean, spec);
        send("in", "a");
        for (int i = 1; i <= 3; i++) {
            assertEquals("a/" + i, bean.next().toString());
        }
        assertEquals("a", receive("out").getBody(String.class));
        server.undeploy(bean, spec);
        assertEmpty("in");
        assertEmpty("out");
    }

    @Test
    void aTransactionThatTakesTooLongIsRolledBackAndTheMessageComesAgain() throws Exception {
        TestBean bean = TestBean.transacted(
                () -> new NarayanaTransaction(transactions) {
                    @Override
                    public void begin(XAResource resource) throws Exception {
                        transactions.setTransactionTimeout(1);
                        super.begin(resource);
                    }
                },
                delivery -> {
                    forward(delivery);
                    if (delivery.count == 1) {
                        await("the transaction manager loses patience", () -> status() != Status.STATUS_ACTIVE);
                    }
                });
        ChasquiActivationSpec spec = single(spec("in"));
        server.deploy(bean, spec);
        send("in", "a", "b");
        assertEquals("a/1", bean.next().toString());
        assertEquals("a/2", bean.next().toString());
        assertEquals("b/1", bean.next().toString());
        bean.awaitCommits(2);
        assertEquals("a", receive("out").getBody(String.class));
        assertEquals("b", receive("out").getBody(String.class));
        server.undeploy(bean, spec);
        assertEmpty("in");
        assertEmpty("out");
    }

    private static int status() {
        try {
            return transactions.getStatus();
        } catch (SystemException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manySessionsAndMessagesGoThroughOnceEach() throws Exception {
        TestBean bean = bean(HaltingResource.never(), delivery -> {
            forward(delivery);
            if (delivery.count == 1 && delivery.text.endsWith("3")) {
                delivery.setRollbackOnly();
            }
        });
        ChasquiActivationSpec spec = spec("in");
        spec.setMaxSession("4");
        server.deploy(bean, spec);
        for (int i = 0; i < 100; i++) {
            send("in", "m" + i);
        }
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            assertTrue(seen.add(receive("out").getBody(String.class)), () -> "twice: " + seen);
        }
        server.undeploy(bean, spec);
        assertEmpty("in");
        assertEmpty("out");
    }
}
