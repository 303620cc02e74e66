package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.chasqui.ra.admin.QueueObject;
import io.chasqui.ra.admin.TopicObject;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the destination of a bean is found: destinationLookup, JNDI if allowed, the name in the broker. */
class DestinationLookupTest {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    private final ChasquiActivationSpec spec = new ChasquiActivationSpec();

    /** A naming service that has what the test has bound. */
    public static final class Naming implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            Context context = mock(Context.class);
            when(context.lookup(anyString())).thenAnswer(call -> {
                Object found = BOUND.get(call.<String>getArgument(0));
                if (found == null) {
                    throw new NameNotFoundException(call.getArgument(0) + " is not bound");
                }
                return found;
            });
            return context;
        }
    }

    DestinationLookupTest() {
        spec.setJndiParams(Context.INITIAL_CONTEXT_FACTORY + "=" + Naming.class.getName() + "; " + "x.y = z");
    }

    @AfterEach
    void unbind() {
        BOUND.clear();
    }

    private String find() throws Exception {
        return ActivationSettings.of(spec, null).lookup().find().toString();
    }

    @Test
    void destinationLookupComesFirst() throws Exception {
        BOUND.put("jms/orders", new QueueObject("looked-up"));
        BOUND.put("other", new QueueObject("other"));
        spec.setDestinationLookup("jms/orders");
        spec.setDestination("other");
        spec.setUseJNDI("true");
        assertEquals("queue looked-up", find());
    }

    @Test
    void thenComesDestinationInJndiIfAllowed() throws Exception {
        BOUND.put("jms/prices", new TopicObject("prices"));
        spec.setDestination("jms/prices");
        assertEquals("queue jms/prices", find());
        spec.setUseJndi("true");
        assertEquals("topic prices", find());
    }

    @Test
    void lastComesTheNameInTheBroker() throws Exception {
        spec.setDestinationLookup("jms/missing");
        spec.setDestination("orders");
        spec.setUseJNDI("true");
        spec.setDestinationType("jakarta.jms.Topic");
        assertEquals("topic orders", find());
    }

    @Test
    void whatIsOnlyInJndiAndMissingIsNoGuess() {
        spec.setDestinationLookup("jms/missing");
        assertThrows(NameNotFoundException.class, this::find);
    }

    @Test
    void destinationsOfOtherProvidersGiveTheirNames() throws Exception {
        Queue foreign = mock(Queue.class);
        when(foreign.getQueueName()).thenReturn("theirs");
        BOUND.put("jms/foreign", foreign);
        spec.setDestinationLookup("jms/foreign");
        assertEquals("queue theirs", find());
    }

    @Test
    void theTypeDecidesForWhatIsBoth() throws Exception {
        Queue both = mock(Queue.class, withSettings().extraInterfaces(Topic.class));
        when(both.getQueueName()).thenReturn("as queue");
        when(((Topic) both).getTopicName()).thenReturn("as topic");
        BOUND.put("jms/both", both);
        spec.setDestinationLookup("jms/both");
        assertEquals("queue as queue", find());
        spec.setDestinationType("jakarta.jms.Topic");
        assertEquals("topic as topic", find());
    }

    @Test
    void whatIsNoDestinationIsRefusedByName() {
        BOUND.put("jms/orders", 42);
        spec.setDestinationLookup("jms/orders");
        NamingException refused = assertThrows(NamingException.class, this::find);
        assertEquals(true, refused.getMessage().contains("jms/orders"), refused.getMessage());
    }
}
