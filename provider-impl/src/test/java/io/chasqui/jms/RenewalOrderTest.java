package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.Body;
import io.chasqui.protocol.ConnectionCommand.Resolve;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.Send;
import jakarta.jms.CompletionListener;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In which order messages are sent again when links are set up anew. */
class RenewalOrderTest {

    private static final class Listener implements CompletionListener {
        private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

        @Override
        public void onCompletion(Message message) {
            outcomes.add(Client.text(message));
        }

        @Override
        public void onException(Message message, Exception exception) {
            outcomes.add(exception);
        }
    }

    /** What is sent while the first ones are asked about must not overtake them when the next link breaks, too. */
    @Test
    void messagesStayInOrderOverTwoLinksThatBreakOneAfterTheOther() throws Exception {
        ScriptedBroker broker = new ScriptedBroker();
        broker.on(Resolve.class, resolve -> {});
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            Listener listener = new Listener();
            producer.send(client.session.createTextMessage("1"), listener);
            producer.send(client.session.createTextMessage("2"), listener);
            broker.next(Send.class);
            broker.next(Send.class);
            broker.renew();
            Resolve first = broker.next(Resolve.class);
            producer.send(client.session.createTextMessage("3"), listener);
            broker.tell(new Event.Resolved(first.requestId(), List.of()));
            for (String each : List.of("1", "2", "3")) {
                assertEquals(each, textOf(broker.next(Send.class)));
            }
            broker.renew();
            Resolve second = broker.next(Resolve.class);
            assertEquals(3, second.ids().size());
            broker.tell(new Event.Resolved(second.requestId(), List.of()));
            for (String each : List.of("1", "2", "3")) {
                Send again = broker.next(Send.class);
                assertEquals(each, textOf(again));
                broker.complete(again.requestId());
                assertEquals(each, listener.outcomes.poll(10, TimeUnit.SECONDS));
            }
        }
    }

    private static String textOf(Send send) {
        return ((Body.Text) send.message().body()).text();
    }
}
