package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.chasqui.ra.admin.QueueObject;
import io.chasqui.ra.admin.TopicObject;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the destination of a bean is found: destinationLookup, JNDI if allowed, the name in the broker. */
class DestinationLookupTest {

    private final TestNaming naming = new TestNaming();
    private final ChasquiActivationSpec spec = new ChasquiActivationSpec();

    DestinationLookupTest() {
        spec.setJndiParams(TestNaming.PARAMS + "; x.y = z");
    }

    @AfterEach
    void unbind() {
        naming.close();
    }

    private String find() throws Exception {
        return ActivationSettings.of(spec, null).lookup().find().toString();
    }

    @Test
    void destinationLookupComesFirst() throws Exception {
        naming.bind("jms/orders", new QueueObject("looked-up"));
        naming.bind("other", new QueueObject("other"));
        spec.setDestinationLookup("jms/orders");
        spec.setDestination("other");
        spec.setUseJNDI("true");
        assertEquals("queue looked-up", find());
    }

    @Test
    void thenComesDestinationInJndiIfAllowed() throws Exception {
        naming.bind("jms/prices", new TopicObject("prices"));
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
        naming.bind("jms/foreign", foreign);
        spec.setDestinationLookup("jms/foreign");
        assertEquals("queue theirs", find());
    }

    @Test
    void theTypeDecidesForWhatIsBoth() throws Exception {
        Queue both = mock(Queue.class, withSettings().extraInterfaces(Topic.class));
        when(both.getQueueName()).thenReturn("as queue");
        when(((Topic) both).getTopicName()).thenReturn("as topic");
        naming.bind("jms/both", both);
        spec.setDestinationLookup("jms/both");
        assertEquals("queue as queue", find());
        spec.setDestinationType("jakarta.jms.Topic");
        assertEquals("topic as topic", find());
    }

    @Test
    void whatIsNoDestinationIsRefusedByName() {
        naming.bind("jms/orders", 42);
        spec.setDestinationLookup("jms/orders");
        NamingException refused = assertThrows(NamingException.class, this::find);
        assertEquals(true, refused.getMessage().contains("jms/orders"), refused.getMessage());
    }
}
