package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.ConnectionCommand.SetClientId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.Send;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simplified API: families of contexts, their connection, and their producers. */
class ContextTest {

    private final ScriptedBroker broker = new ScriptedBroker();
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void connect() {
        context = broker.opener(8).context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    private Queue queue() {
        queue = context.createQueue("q");
        return queue;
    }

    @AfterEach
    void end() {
        context.close();
        broker.close();
    }

    @Test
    void theConnectionClosesWithTheLastContext_CTX_10_CTX_11() {
        JMSContext second = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        context.close();
        context.close();
        broker.assertNone(Close.class);
        second.createMessage();
        second.close();
        broker.next(Close.class);
        assertThrows(IllegalStateRuntimeException.class, () -> second.createContext(1), "CTX-9");
    }

    @Test
    void aWrongModeOpensNothing_CTX_2() {
        broker.forget();
        JmsOpener opener = broker.opener(8);
        assertThrows(JMSRuntimeException.class, () -> opener.context(17));
        broker.assertNone(Open.class);
        assertThrows(JMSRuntimeException.class, () -> context.createContext(17));
    }

    @Test
    void everythingIsRefusedWhenClosed_CTX_17_JPR_20() {
        JMSProducer producer = context.createProducer();
        context.close();
        assertThrows(IllegalStateRuntimeException.class, context::getAutoStart);
        assertThrows(IllegalStateRuntimeException.class, () -> context.setAutoStart(true));
        assertThrows(IllegalStateRuntimeException.class, context::getExceptionListener);
        assertThrows(IllegalStateRuntimeException.class, context::getClientID);
        assertThrows(IllegalStateRuntimeException.class, () -> context.createTextMessage("x"));
        assertThrows(IllegalStateRuntimeException.class, producer::getPriority);
        assertThrows(IllegalStateRuntimeException.class, () -> producer.send(null, "x"), "EXC-12");
    }

    @Test
    void aConsumerStartsTheConnectionUnlessToldNot_CTX_3() {
        context.setAutoStart(false);
        var consumer = context.createConsumer(queue());
        broker.tell(broker.delivery(1, 1, 1));
        assertNull(consumer.receive(1));
        context.setAutoStart(true);
        context.createConsumer(queue);
        assertEquals("1", consumer.receiveBody(String.class));
    }

    @Test
    void theClientIdIsSetBeforeTheFirstUseOrNever_CID_2_CID_9() {
        broker.on(
                SetClientId.class,
                command -> broker.tell(
                        command.clientId().equals("taken")
                                ? new Event.Failed(command.requestId(), ErrorCode.INVALID_CLIENT_ID, "in use")
                                : new Event.Completed(command.requestId())));
        assertNull(context.getClientID());
        assertThrows(InvalidClientIDRuntimeException.class, () -> context.setClientID(""));
        assertThrows(InvalidClientIDRuntimeException.class, () -> context.setClientID("taken"));
        context.setClientID("mine");
        assertEquals("mine", context.getClientID());
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID("other"), "CID-5");
    }

    @Test
    void theClientIdCannotBeSetAfterUse_CID_2() {
        context.createTextMessage();
        assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID("late"));
    }

    private Message send(JMSProducer producer, Worker.Action action) {
        try {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            action.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return broker.next(Send.class).message();
    }

    @Test
    void aProducerPutsItsPropertiesAndHeadersOnEachMessage_JPR_8_JPR_15() {
        JMSProducer producer = context.createProducer();
        assertSame(producer, producer.setProperty("a", 1).setJMSType("t").setJMSCorrelationID("c"));
        Message sent = send(producer, () -> producer.send(queue(), "body"));
        assertEquals(Map.of("a", 1), sent.properties());
        assertEquals("t", sent.type());
        assertEquals("c", sent.correlationId());
        assertEquals(new Body.Text("body"), sent.body());
    }

    @Test
    void bodiesMayBeNull_JPR_6() {
        JMSProducer producer = context.createProducer();
        queue();
        assertEquals(
                new Body.Text(null),
                send(producer, () -> producer.send(queue, (String) null)).body());
        assertEquals(
                0,
                send(producer, () -> producer.send(queue, (byte[]) null)).body().size());
        assertEquals(
                0,
                send(producer, () -> producer.send(queue, (Map<String, Object>) null))
                        .body()
                        .size());
    }

    @Test
    void aBadMapSendsNothing_JPR_7() {
        JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        Map<String, Object> body = new HashMap<>();
        body.put("list", Set.of());
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue(), body));
        assertThrows(InvalidDestinationRuntimeException.class, () -> producer.send(null, "x"), "JPR-4");
        broker.assertNone(Send.class);
    }

    @Test
    void producersHaveTheirOwnOptions_JPR_3() {
        JMSProducer first = context.createProducer().setPriority(7);
        assertEquals(4, context.createProducer().getPriority());
        assertThrows(JMSRuntimeException.class, () -> first.setPriority(10));
        assertEquals(7, first.getPriority());
    }

    @Test
    void theNamesOfPropertiesAreALiveView_JPR_14() {
        JMSProducer producer = context.createProducer();
        Set<String> names = producer.getPropertyNames();
        producer.setProperty("a", 1);
        assertEquals(Set.of("a"), names);
        assertThrows(UnsupportedOperationException.class, names::clear);
    }

    @Test
    void asynchronousFailuresAreOfTheRuntimeFamily_ASY_11() {
        broker.on(
                Send.class, send -> broker.tell(new Event.Failed(send.requestId(), ErrorCode.RESOURCE_LIMIT, "full")));
        CompletableFuture<Exception> told = new CompletableFuture<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(jakarta.jms.Message message) {
                told.complete(null);
            }

            @Override
            public void onException(jakarta.jms.Message message, Exception exception) {
                told.complete(exception);
            }
        };
        JMSProducer producer = context.createProducer().setAsync(listener);
        assertSame(listener, producer.getAsync());
        producer.send(queue(), "x");
        assertTrue(ScriptedBroker.join(told) instanceof ResourceAllocationRuntimeException);
        assertFalse(producer.setAsync(null).getAsync() instanceof CompletionListener, "JPR-19");
    }
}
