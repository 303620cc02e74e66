package io.chasqui.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The adapter in a class loader of its own, as a server deploys it: it sees the APIs that servers have, and nothing else. */
final class Isolated implements AutoCloseable {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final URLClassLoader loader;

    Isolated(URL... urls) {
        loader = new URLClassLoader("adapter", urls, new ServerApis());
    }

    private static final class ServerApis extends ClassLoader {

        ServerApis() {
            super("apis", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.jms.")
                    || name.startsWith("jakarta.resource.")
                    || name.startsWith("jakarta.transaction.")) {
                return Class.forName(name, false, Isolated.class.getClassLoader());
            }
            throw new ClassNotFoundException(name + " is not among the APIs of the server");
        }
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    ResourceAdapter adapter(Map<String, String> properties) throws ReflectiveOperationException {
        Object adapter = load("io.chasqui.ra.ChasquiResourceAdapter")
                .getDeclaredConstructor()
                .newInstance();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            adapter.getClass()
                    .getMethod("set" + Character.toUpperCase(name.charAt(0)) + name.substring(1), String.class)
                    .invoke(adapter, property.getValue());
        }
        return (ResourceAdapter) adapter;
    }

    /** Starts an adapter, sends and receives a message through it, and stops it. */
    void sendAndReceive(Map<String, String> properties) throws Exception {
        ResourceAdapter adapter = adapter(properties);
        adapter.start(mock(BootstrapContext.class));
        try {
            ManagedConnectionFactory managed =
                    (ManagedConnectionFactory) load("io.chasqui.ra.outbound.ChasquiManagedConnectionFactory")
                            .getDeclaredConstructor()
                            .newInstance();
            ((ResourceAdapterAssociation) managed).setResourceAdapter(adapter);
            ConnectionFactory factory = (ConnectionFactory) managed.createConnectionFactory(unpooled());
            try (JMSContext context = factory.createContext()) {
                context.createProducer().send(context.createQueue("isolated"), "hello");
                assertEquals(
                        "hello",
                        context.createConsumer(context.createQueue("isolated")).receiveBody(String.class, 10_000));
            }
        } finally {
            adapter.stop();
        }
    }

    /** A connection for each handle, destroyed when that is closed. */
    private static ConnectionManager unpooled() {
        return (managed, request) -> {
            ManagedConnection connection = managed.createManagedConnection(null, request);
            connection.addConnectionEventListener(new Destroying());
            return connection.getConnection(null, request);
        };
    }

    private static final class Destroying implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            try {
                ((ManagedConnection) event.getSource()).destroy();
            } catch (jakarta.resource.ResourceException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            throw new IllegalStateException(event.getException());
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {}

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {}

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {}
    }

    WeakReference<ClassLoader> reference() {
        return new WeakReference<>(loader);
    }

    @Override
    public void close() throws java.io.IOException {
        loader.close();
    }

    /** Names of threads that would keep the loader in memory; one that ends by itself a second after its last task is awaited. */
    static String threadsLeftBy(ClassLoader loader) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        String left = threadsOf(loader);
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
            left = threadsOf(loader);
        }
        return left;
    }

    private static String threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader
                        || thread.getClass().getClassLoader() == loader)
                .map(Thread::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Waits until the garbage collector has taken the loader. */
    static boolean isUnloaded(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (loader.get() != null) {
            if (System.nanoTime() > end) {
                return false;
            }
            System.gc();
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }

    /** The class path of the tests without what servers have. */
    static URL[] classPath() {
        return java.util.Arrays.stream(
                        System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(path -> !path.getFileName().toString().startsWith("jakarta."))
                .map(Isolated::urlOf)
                .toArray(URL[]::new);
    }

    static URL urlOf(Path path) {
        try {
            return path.toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
