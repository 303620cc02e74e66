package io.chasqui.ra.outbound;

import static org.mockito.Mockito.mock;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.ra.ChasquiResourceAdapter;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionManager;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A started adapter with a broker inside, and pools of its connections. */
final class Server implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final String url = "vm://server-" + COUNT.incrementAndGet();
    final ChasquiResourceAdapter adapter = new ChasquiResourceAdapter();
    final FakeTransactions transactions = new FakeTransactions();
    private final List<FakePool> pools = new ArrayList<>();

    Server() throws ResourceException {
        this("");
    }

    /** @param options of the address, which are the broker's business */
    Server(String options) throws ResourceException {
        adapter.setUrl(url + options);
        adapter.start(mock(BootstrapContext.class));
    }

    FakePool pool(FakePool.Support support, boolean proxying) {
        FakePool pool = new FakePool(support, proxying, transactions);
        pools.add(pool);
        return pool;
    }

    LazyPool lazyPool(FakePool.Support support) {
        LazyPool pool = new LazyPool(support, transactions);
        pools.add(pool);
        return pool;
    }

    ChasquiManagedConnectionFactory managedFactory() throws ResourceException {
        ChasquiManagedConnectionFactory factory = new ChasquiManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        return factory;
    }

    /** What applications look up. */
    ConnectionFactoryHandle factory(ConnectionManager pool) throws ResourceException {
        return (ConnectionFactoryHandle) managedFactory().createConnectionFactory(pool);
    }

    /** A client of the broker that has nothing to do with the adapter. */
    ChasquiConnectionFactory outside() {
        return new ChasquiConnectionFactory(url);
    }

    /** Puts text messages into a queue. */
    void put(String queue, String... texts) {
        try (JMSContext context = outside().createContext()) {
            for (String text : texts) {
                context.createProducer().send(new ChasquiQueue(queue), text);
            }
        }
    }

    /** The texts of the messages that anybody could receive now, which stay there. */
    List<String> texts(String queue) throws JMSException {
        try (JMSContext context = outside().createContext()) {
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages =
                    context.createBrowser(new ChasquiQueue(queue)).getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((Message) messages.nextElement()).getBody(String.class));
            }
            return texts;
        }
    }

    /** Receives the next message. */
    Message take(String queue) {
        try (JMSContext context = outside().createContext();
                JMSConsumer consumer = context.createConsumer(new ChasquiQueue(queue))) {
            Message message = consumer.receive(5_000);
            if (message == null) {
                throw new AssertionError("no message in " + queue + " within 5 s");
            }
            return message;
        }
    }

    @Override
    public void close() throws ResourceException {
        for (FakePool pool : pools) {
            pool.close();
        }
        adapter.stop();
    }
}
