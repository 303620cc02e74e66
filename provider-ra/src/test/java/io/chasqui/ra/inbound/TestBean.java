package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * A message-driven bean and its container: tells what is delivered, does with it as the test says, and has a transaction
 * around it, if it is made so, which is committed in one phase unless the bean fails or asks for rollback.
 */
final class TestBean {

    /** The transaction that the container has around one delivery at a time. */
    interface Transaction {
        void begin(XAResource resource) throws Exception;

        void end(boolean rollback) throws Exception;
    }

    /** What the bean does with a message. */
    interface Behaviour {
        void onMessage(Delivery delivery) throws Exception;
    }

    /** A message as the bean sees it. */
    static final class Delivery {
        final String text;
        final int count;
        final boolean redelivered;
        final Message message;
        final long atNanos = System.nanoTime();
        final String thread = Thread.currentThread().getName();
        final ClassLoader classes = Thread.currentThread().getContextClassLoader();
        private boolean rollbackOnly;

        Delivery(Message message) throws JMSException {
            this.message = message;
            text = ((TextMessage) message).getText();
            count = message.getIntProperty("JMSXDeliveryCount");
            redelivered = message.getJMSRedelivered();
        }

        void setRollbackOnly() {
            rollbackOnly = true;
        }

        @Override
        public String toString() {
            return text + "/" + count;
        }
    }

    /** What a class loader of an application is to the test: it is told from all others. */
    static final ClassLoader CLASSES = new ClassLoader(TestBean.class.getClassLoader()) {};

    final MessageEndpointFactory factory = mock(MessageEndpointFactory.class);
    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final AtomicInteger committed = new AtomicInteger();
    /** So many calls of beforeDelivery fail. */
    final AtomicInteger failuresBefore = new AtomicInteger();

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    /** Null for a container without transactions. */
    private final Supplier<Transaction> transactions;

    private final Behaviour behaviour;

    private TestBean(Supplier<Transaction> transactions, Behaviour behaviour) throws ResourceException {
        this.transactions = transactions;
        this.behaviour = behaviour;
        try {
            when(factory.isDeliveryTransacted(any())).thenReturn(transactions != null);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
        when(factory.getActivationName()).thenReturn("application/Bean");
        when(factory.createEndpoint(any())).thenAnswer(call -> create(call.getArgument(0)));
        Class<?> type = Proxy.newProxyInstance(
                        CLASSES, new Class<?>[] {MessageListener.class}, (proxy, method, args) -> null)
                .getClass();
        when(factory.getEndpointClass()).thenAnswer(call -> type);
    }

    static TestBean transacted(Behaviour behaviour) throws ResourceException {
        return new TestBean(OnePhase::new, behaviour);
    }

    static TestBean transacted(Supplier<Transaction> transactions, Behaviour behaviour) throws ResourceException {
        return new TestBean(transactions, behaviour);
    }

    static TestBean transacted() throws ResourceException {
        return transacted(delivery -> {});
    }

    static TestBean notTransacted(Behaviour behaviour) throws ResourceException {
        return new TestBean(null, behaviour);
    }

    /** The container has so many instances, and no more. */
    TestBean limit(int instances) throws UnavailableException {
        doAnswer(call -> {
                    if (made.get() - released.get() >= instances) {
                        throw new UnavailableException("all " + instances + " instances are in use");
                    }
                    return create(call.getArgument(0));
                })
                .when(factory)
                .createEndpoint(any());
        return this;
    }

    /** The application is still starting: so many endpoints are refused. */
    TestBean unavailableAtFirst(int refusals) throws UnavailableException {
        AtomicInteger left = new AtomicInteger(refusals);
        doAnswer(call -> {
                    if (left.getAndDecrement() > 0) {
                        throw new UnavailableException("the application is starting");
                    }
                    return create(call.getArgument(0));
                })
                .when(factory)
                .createEndpoint(any());
        return this;
    }

    private Instance create(XAResource resource) {
        if (transactions != null) {
            assertNotNull(resource);
        } else {
            assertNull(resource);
        }
        made.incrementAndGet();
        return new Instance(resource);
    }

    /** The next delivery; fails when there is none for ten seconds. */
    Delivery next() throws InterruptedException {
        Delivery next = deliveries.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "nothing was delivered for ten seconds");
        return next;
    }

    /** Forgets the deliveries so far. */
    void forget() {
        deliveries.clear();
    }

    /** Waits until so many transactions have been committed. */
    void awaitCommits(int count) {
        InboundFixture.await(count + " commits", () -> committed.get() >= count);
    }

    /** How many deliveries were not asked for yet. */
    int waiting() {
        return deliveries.size();
    }

    /** An instance with its container. */
    private final class Instance implements MessageEndpoint, MessageListener {
        private final XAResource resource;
        private final Transaction transaction;
        private boolean rollback;

        Instance(XAResource resource) {
            this.resource = resource;
            transaction = transactions == null ? null : transactions.get();
        }

        @Override
        public void beforeDelivery(Method method) throws ResourceException {
            if (failuresBefore.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ResourceException("no transaction manager yet");
            }
            rollback = false;
            try {
                transaction.begin(resource);
            } catch (Exception e) {
                throw new ResourceException("the transaction did not begin", e);
            }
        }

        @Override
        public void onMessage(Message message) {
            Delivery delivery = null;
            try {
                delivery = new Delivery(message);
                deliveries.add(delivery);
                behaviour.onMessage(delivery);
            } catch (RuntimeException e) {
                rollback = true;
                throw e;
            } catch (Exception e) {
                rollback = true;
                throw new IllegalStateException(e);
            } finally {
                rollback |= delivery == null || delivery.rollbackOnly;
            }
        }

        @Override
        public void afterDelivery() throws ResourceException {
            try {
                transaction.end(rollback);
            } catch (Exception e) {
                throw new ResourceException("the transaction did not end well", e);
            }
            if (!rollback) {
                committed.incrementAndGet();
            }
        }

        @Override
        public void release() {
            released.incrementAndGet();
        }
    }

    /** A transaction with one resource. */
    private static final class OnePhase implements Transaction {
        private XAResource resource;
        private TestXid xid;

        @Override
        public void begin(XAResource enlisted) throws XAException {
            resource = enlisted;
            xid = new TestXid();
            resource.start(xid, XAResource.TMNOFLAGS);
        }

        @Override
        public void end(boolean rollback) throws XAException {
            resource.end(xid, rollback ? XAResource.TMFAIL : XAResource.TMSUCCESS);
            if (rollback) {
                resource.rollback(xid);
            } else {
                resource.commit(xid, true);
            }
        }
    }
}
