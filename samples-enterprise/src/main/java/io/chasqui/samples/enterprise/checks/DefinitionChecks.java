package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * A factory and a queue that the application defines by itself. {@code ra} is the name under which the adapter is deployed.
 * WildFly does not pass on the {@code destinationName}, so that it is there twice, and needs the {@code className}.
 * The definitions are looked up when they are needed, so that a server without them serves the rest of the application.
 */
@JMSConnectionFactoryDefinition(
        name = "java:app/jms/definedFactory",
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = "ra",
        clientId = "defined",
        minPoolSize = 0,
        maxPoolSize = 1)
@JMSDestinationDefinition(
        name = "java:app/jms/definedQueue",
        interfaceName = "jakarta.jms.Queue",
        className = "io.chasqui.ra.admin.QueueObject",
        resourceAdapter = "ra",
        destinationName = "checks.defined",
        properties = "physicalName=checks.defined")
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
