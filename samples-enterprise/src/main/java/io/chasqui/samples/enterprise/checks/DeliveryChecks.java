package io.chasqui.samples.enterprise.checks;

import static io.chasqui.samples.enterprise.checks.FailedCheck.expect;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import org.jspecify.annotations.Nullable;

/** What message-driven beans answer. */
@ApplicationScoped
public class DeliveryChecks {

    private static final int SHARED_MESSAGES = 20;

    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    @Inject
    private Mailbox mailbox;

    /** A delivery that succeeds: the answer comes once. */
    String commit() throws Exception {
        String answers = Mailbox.freshQueue("mdb-commit");
        send("checks.queue", answers, null);
        expect("answer", "QueueBean delivery 1", mailbox.take(answers));
        expect("second answer", null, mailbox.peek(answers));
        return "delivered once";
    }

    /** The bean throws: its answer is taken back and the message comes again. */
    String exception() throws Exception {
        return failsOnce("exception");
    }

    /** The bean says setRollbackOnly: its answer is taken back and the message comes again. */
    String rollbackOnly() throws Exception {
        return failsOnce("rollbackOnly");
    }

    private String failsOnce(String how) throws FailedCheck {
        String answers = Mailbox.freshQueue("mdb-" + how);
        send("checks.queue", answers, how);
        expect("answer", "QueueBean delivery 2 again", mailbox.take(answers));
        expect("second answer", null, mailbox.peek(answers));
        return "JMSXDeliveryCount 2, JMSRedelivered";
    }

    /** A bean with a selector leaves the others where they are. */
    String selector() throws Exception {
        String answers = Mailbox.freshQueue("selector");
        send("checks.selector", answers, null, "unwanted");
        send("checks.selector", answers, null, "wanted");
        expect("answer", "SelectorBean delivery 1", mailbox.take(answers));
        expect("second answer", null, mailbox.peek(answers));
        expect("left in the queue", "unwanted", mailbox.peek("checks.selector"));
        return "only what was selected";
    }

    /** A bean with a durable subscription. */
    String durable() throws Exception {
        String answers = Mailbox.freshQueue("durable");
        publish("checks.durable", answers, 1);
        expect("answer", "DurableBean delivery 1", mailbox.take(answers));
        expect("second answer", null, mailbox.peek(answers));
        return "delivered once";
    }

    /** Two beans that share a subscription: each message goes to one of them. */
    String shared() throws Exception {
        String answers = Mailbox.freshQueue("shared");
        publish("checks.shared", answers, SHARED_MESSAGES);
        int one = 0;
        for (int i = 0; i < SHARED_MESSAGES; i++) {
            String answer = mailbox.take(answers);
            expect("an answer of a bean that shares: " + answer, true, answer != null && answer.startsWith("Shared"));
            one += answer != null && answer.startsWith("SharedOne") ? 1 : 0;
        }
        expect("one answer more", null, mailbox.peek(answers));
        return SHARED_MESSAGES + " messages, " + one + " by one and " + (SHARED_MESSAGES - one) + " by the other bean";
    }

    private void send(String queue, String answers, @Nullable String firstTime) {
        send(queue, answers, firstTime, "wanted");
    }

    private void send(String queue, String answers, @Nullable String firstTime, String kind) {
        try (JMSContext context = factory.createContext()) {
            JMSProducer producer = context.createProducer()
                    .setJMSReplyTo(context.createQueue(answers))
                    .setProperty("kind", kind);
            if (firstTime != null) {
                producer.setProperty(Answering.FIRST_TIME, firstTime);
            }
            producer.send(context.createQueue(queue), kind);
        }
    }

    private void publish(String topic, String answers, int messages) {
        try (JMSContext context = factory.createContext()) {
            Destination to = context.createTopic(topic);
            JMSProducer producer = context.createProducer().setJMSReplyTo(context.createQueue(answers));
            for (int i = 0; i < messages; i++) {
                producer.send(to, "published");
            }
        }
    }
}
