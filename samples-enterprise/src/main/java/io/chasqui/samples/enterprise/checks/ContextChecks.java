package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;

/** The simplified API: contexts that are injected, and contexts that are created. */
@ApplicationScoped
public class ContextChecks {

    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    @Inject
    @JMSConnectionFactory("jms/factory")
    private JMSContext context;

    /** Comes from the server's default factory. */
    @Inject
    private JMSContext defaultContext;

    @Resource
    private UserTransaction transaction;

    @Inject
    private Mailbox mailbox;

    /** An injected context sends in the transaction, with the commit or not at all. */
    String injected() throws Exception {
        return commitAndRollBack("injected-context", context);
    }

    /** A context that is created in a transaction belongs to it, even when it is closed before the end. */
    String created() throws Exception {
        String queue = Mailbox.freshQueue("created-context");
        try (JMSContext outside = factory.createContext()) {
            outside.createProducer().send(outside.createQueue(queue), "outside");
        }
        expect("message without a transaction", "outside", mailbox.take(queue));
        transaction.begin();
        sendCreated(queue, "rolled back");
        transaction.rollback();
        expect("message after the rollback", null, mailbox.peek(queue));
        transaction.begin();
        sendCreated(queue, "committed");
        transaction.commit();
        expect("message after the commit", "committed", mailbox.take(queue));
        return "outside, commit, rollback";
    }

    /** The server's default factory leads to Chasqui. */
    String defaultFactory() throws Exception {
        ConnectionFactory defaultFactory = InitialContext.doLookup("java:comp/DefaultJMSConnectionFactory");
        try (Connection connection = defaultFactory.createConnection()) {
            String provider = connection.getMetaData().getJMSProviderName();
            expect("provider", "Chasqui", provider);
            return "of " + provider;
        }
    }

    /** A context that is injected without saying from which factory comes from the default one. */
    String defaultContext() throws Exception {
        expect("provider", "Chasqui", defaultContext.getMetaData().getJMSProviderName());
        return commitAndRollBack("default-context", defaultContext);
    }

    private String commitAndRollBack(String check, JMSContext sender) throws Exception {
        String queue = Mailbox.freshQueue(check);
        transaction.begin();
        sender.createProducer().send(sender.createQueue(queue), "rolled back");
        transaction.rollback();
        expect("message after the rollback", null, mailbox.peek(queue));
        transaction.begin();
        sender.createProducer().send(sender.createQueue(queue), "committed");
        transaction.commit();
        expect("message after the commit", "committed", mailbox.take(queue));
        return "commit, rollback";
    }

    private void sendCreated(String queue, String text) {
        try (JMSContext created = factory.createContext()) {
            created.createProducer().send(created.createQueue(queue), text);
        }
    }
}
