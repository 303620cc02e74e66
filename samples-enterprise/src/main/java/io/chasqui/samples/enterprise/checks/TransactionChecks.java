package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import io.chasqui.samples.enterprise.shop.OrderBook;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.transaction.UserTransaction;

/** Sending and receiving with the classic API, inside and outside transactions that a database takes part in. */
@ApplicationScoped
public class TransactionChecks {

    /** From a pool with XA. */
    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    /** From a pool that takes no part in transactions. */
    @Resource(lookup = "java:comp/env/jms/plain")
    private ConnectionFactory plain;

    @Resource
    private UserTransaction transaction;

    @Inject
    private OrderBook book;

    @Inject
    private Mailbox mailbox;

    /** Message and row are there after the commit, and the message not before. */
    String sendAndCommit() throws Exception {
        String queue = Mailbox.freshQueue("send-commit");
        transaction.begin();
        int number = book.write("send-commit", 1);
        send(factory, queue, "committed");
        transaction.commit();
        expect("row", "TAKEN", book.stateOf(number));
        expect("message", "committed", mailbox.take(queue));
        expect("second message", null, mailbox.peek(queue));
        return "row and message";
    }

    /** Neither message nor row are there after the rollback. */
    String sendAndRollBack() throws Exception {
        String queue = Mailbox.freshQueue("send-rollback");
        transaction.begin();
        int number = book.write("send-rollback", 1);
        send(factory, queue, "rolled back");
        transaction.rollback();
        expect("row", null, book.stateOf(number));
        expect("message", null, mailbox.peek(queue));
        send(factory, queue, "later");
        expect("message sent later", "later", mailbox.take(queue));
        return "no row, no message";
    }

    /** A message that is sent in no transaction is there at once. */
    String sendOutside() throws Exception {
        String queue = Mailbox.freshQueue("send-outside");
        send(factory, queue, "outside");
        expect("message", "outside", mailbox.take(queue));
        return "message without a transaction";
    }

    /** A message received in a transaction that is rolled back comes again. */
    String receiveAndRollBack() throws Exception {
        String queue = Mailbox.freshQueue("receive-rollback");
        send(factory, queue, "again");
        transaction.begin();
        expect("in the transaction", true, receive(queue));
        transaction.rollback();
        expect("after the rollback", "again", mailbox.take(queue));
        transaction.begin();
        expect("after it was taken", false, receive(queue));
        transaction.commit();
        return "received, rolled back, received";
    }

    /** What goes through a pool without transactions is sent at once, whatever becomes of the transaction around it. */
    String sendThroughPlainPool() throws Exception {
        String queue = Mailbox.freshQueue("no-transaction");
        transaction.begin();
        send(plain, queue, "before a commit");
        transaction.commit();
        expect("message", "before a commit", mailbox.take(queue));
        transaction.begin();
        send(plain, queue, "before a rollback");
        transaction.rollback();
        expect("message", "before a rollback", mailbox.take(queue));
        return "nothing lost";
    }

    /** Asks for a transacted session, as old code does: the arguments do not count in a server. */
    private static void send(ConnectionFactory factory, String queue, String text) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createProducer(session.createQueue(queue)).send(session.createTextMessage(text));
        }
    }

    private boolean receive(String queue) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            return consumer.receive(1000) != null;
        }
    }
}
