package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What {@link DefinedResources} defines. It is looked up when it is needed, so that a server without definitions serves the
 * rest of the application.
 */
@ApplicationScoped
public class DefinitionChecks {

    @Inject
    private Mailbox mailbox;

    /** A message sent with what was defined arrives in the queue of that name. */
    String defined() throws Exception {
        ConnectionFactory factory = lookUp("java:app/jms/definedFactory", ConnectionFactory.class);
        Queue queue = lookUp("java:app/jms/definedQueue", Queue.class);
        expect("name of the queue", "checks.defined", queue.getQueueName());
        try (JMSContext context = factory.createContext()) {
            expect("client ID", "defined", context.getClientID());
            context.createProducer().send(queue, "defined");
        }
        expect("message", "defined", mailbox.take("checks.defined"));
        return "factory and queue";
    }

    private static <T> T lookUp(String name, Class<T> type) throws NamingException {
        return type.cast(InitialContext.doLookup(name));
    }
}
