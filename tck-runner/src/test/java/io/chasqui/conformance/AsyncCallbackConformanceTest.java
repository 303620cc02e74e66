package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callbacks of asynchronous sends: on which thread, in which order, and how they leave the session alone. */
class AsyncCallbackConformanceTest extends ConformanceTest {

    private static final int SENDS = 200;

    @Test
    @Covers("ASY-5")
    void theCallbackDoesNotRunInsideSend() throws Exception {
        Thread sender = Thread.currentThread();
        AtomicBoolean insideSend = new AtomicBoolean();
        AtomicInteger wrong = new AtomicInteger();
        Completions done = new Completions() {
            @Override
            protected void during(Message message) {
                if (Thread.currentThread() == sender && insideSend.get()) {
                    wrong.incrementAndGet();
                }
            }
        };
        MessageProducer producer = session().createProducer(newQueue());
        for (int i = 0; i < SENDS; i++) {
            Message message = session().createMessage();
            insideSend.set(true);
            producer.send(message, done);
            insideSend.set(false);
        }
        done.next(SENDS);
        assertEquals(0, wrong.get(), "callbacks that ran inside send");
    }

    @Test
    @Covers("ASY-6")
    void aSessionRunsOneCallbackAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        class Counting extends Completions {
            @Override
            protected void during(Message message) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
            }
        }
        Counting first = new Counting();
        Counting second = new Counting();
        MessageProducer one = session().createProducer(newQueue());
        MessageProducer two = session().createProducer(newQueue());
        for (int i = 0; i < SENDS; i++) {
            one.send(session().createMessage(), first);
            two.send(session().createMessage(), second);
        }
        first.next(SENDS);
        second.next(SENDS);
        assertEquals(1, most.get(), "callbacks at once");
    }

    @Test
    @Covers("ASY-6")
    void aSecondCallbackWaitsForTheFirst() throws Exception {
        Trial held = Trial.held();
        Completions other = new Completions();
        session().createProducer(newQueue()).send(session().createMessage(), held);
        held.awaitEntered();
        MessageProducer producer = session().createProducer(newQueue());
        for (int i = 0; i < 10; i++) {
            producer.send(session().createMessage(), other);
        }
        MessageProducer elsewhere = newSession(Session.AUTO_ACKNOWLEDGE).createProducer(newQueue());
        Completions marker = new Completions();
        elsewhere.send(session().createMessage(), marker);
        marker.nextCompleted();
        assertEquals(0, other.waiting(), "a second callback ran while the first had not returned");
        held.release();
        held.assertWorked();
        other.next(10);
    }

    @Test
    @Covers("ASY-7")
    void callbacksOfAProducerComeInTheOrderOfItsSends() throws Exception {
        Queue queue = newQueue();
        TemporaryQueue deleted = session().createTemporaryQueue();
        deleted.delete();
        Completions told = new Completions();
        MessageProducer producer = session().createProducer(null);
        List<Message> expected = new ArrayList<>();
        for (int i = 0; i < SENDS; i++) {
            Message message = session().createMessage();
            try {
                producer.send(i % 5 == 3 ? deleted : queue, message, told);
                expected.add(message);
            } catch (JMSException refusedAtOnce) {
                assertEquals(3, i % 5, "only a send to the deleted queue may fail: " + refusedAtOnce);
            }
        }
        List<Completions.Outcome> outcomes = told.next(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), outcomes.get(i).message(), "callback " + i);
        }
    }

    @Test
    @Covers("ASY-7")
    void callbacksOfAContextComeInTheOrderOfTheSendsOfItsProducers() throws Exception {
        JMSContext context = newContext();
        Queue queue = newQueue();
        TemporaryQueue deleted = context.createTemporaryQueue();
        deleted.delete();
        Completions told = new Completions();
        JMSProducer one = context.createProducer().setAsync(told);
        JMSProducer two = context.createProducer().setAsync(told);
        List<Message> expected = new ArrayList<>();
        for (int i = 0; i < SENDS; i++) {
            Message message = context.createMessage();
            try {
                (i % 2 == 0 ? one : two).send(i % 5 == 3 ? deleted : queue, message);
                expected.add(message);
            } catch (JMSRuntimeException refusedAtOnce) {
                assertEquals(3, i % 5, "only a send to the deleted queue may fail: " + refusedAtOnce);
            }
        }
        List<Completions.Outcome> outcomes = told.next(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertSame(expected.get(i), outcomes.get(i).message(), "callback " + i);
        }
    }

    @Test
    @Covers("ASY-8")
    void aSynchronousSendDoesNotOvertakeEarlierAsynchronousOnes() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newConnection().createSession().createConsumer(queue);
        MessageProducer producer = session().createProducer(queue);
        Completions done = new Completions();
        for (int i = 0; i < SENDS; i++) {
            Message message = session().createTextMessage("message " + i);
            if (i % 3 == 2) {
                producer.send(message);
            } else {
                producer.send(message, done);
            }
        }
        for (int i = 0; i < SENDS; i++) {
            assertEquals("message " + i, receiveText(consumer));
        }
    }

    @Test
    @Covers("ASY-21")
    void theSessionStaysUsableDuringACallback() throws Exception {
        Queue queue = newQueue();
        Trial held = Trial.held();
        MessageProducer producer = session().createProducer(queue);
        MessageConsumer consumer = session().createConsumer(queue);
        producer.send(session().createTextMessage("asynchronous"), held);
        held.awaitEntered();
        producer.send(session().createTextMessage("synchronous"));
        assertEquals("asynchronous", receiveText(consumer));
        assertEquals("synchronous", receiveText(consumer));
        assertEquals(0, held.ended());
        held.release();
        held.assertWorked();
    }

    @Test
    @Covers("ASY-26")
    void anExceptionInACallbackDoesNotStopLaterOnes() throws Exception {
        Collected<Message> called = new Collected<>();
        CompletionListener failing = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                called.add(message);
                throw new ArithmeticException("thrown by the test in its callback");
            }

            @Override
            public void onException(Message message, Exception failure) {
                called.add(message);
            }
        };
        MessageProducer producer = session().createProducer(newQueue());
        for (int i = 0; i < 5; i++) {
            producer.send(session().createMessage(), failing);
        }
        called.next(5);
        producer.send(session().createMessage());
        session().close();
        assertEquals(0, called.size());
    }

    @Test
    @Covers("ASY-28")
    void oneListenerServesSeveralSessionsAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        Completions both = new Completions() {
            @Override
            protected void during(Message message) throws Exception {
                inside.incrementAndGet();
                await("both sessions inside the listener", () -> inside.get() == 2);
            }
        };
        for (int i = 0; i < 2; i++) {
            Session session = newSession(Session.AUTO_ACKNOWLEDGE);
            session.createProducer(newQueue()).send(session.createMessage(), both);
        }
        both.nextCompleted();
        both.nextCompleted();
        assertEquals(0, both.waiting());
    }
}
