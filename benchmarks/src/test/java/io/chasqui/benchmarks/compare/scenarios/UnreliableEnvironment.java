package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.benchmarks.compare.measure.Usage;
import io.chasqui.benchmarks.compare.providers.Use;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A broker in memory behind connections that spoil the hundredth send of each producer. */
final class UnreliableEnvironment implements Environment {

    /** What becomes of that send. */
    enum Fault {
        NONE,
        LOST,
        DOUBLED,
        /** Takes {@link #HELD_MILLIS}. */
        HELD
    }

    static final int HELD_MILLIS = 400;

    private static final int SPOILED = 100;

    private final String address;
    private final Fault fault;

    UnreliableEnvironment(String name, Fault fault) {
        address = "vm://" + name;
        this.fault = fault;
    }

    @Override
    public Connection connect(Use use) throws Exception {
        return wrapped(Connection.class, new ChasquiConnectionFactory(address).createConnection());
    }

    /** The same object, but what it makes is wrapped, too, and a producer spoils a send. */
    private <T> T wrapped(Class<T> type, T real) {
        int[] sends = new int[1];
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    int times = 1;
                    if (type == MessageProducer.class && method.getName().equals("send") && ++sends[0] == SPOILED) {
                        times = fault == Fault.LOST ? 0 : fault == Fault.DOUBLED ? 2 : 1;
                        hold(fault == Fault.HELD ? HELD_MILLIS : 0);
                    }
                    Object result = null;
                    for (int i = 0; i < times; i++) {
                        result = invoke(real, method, arguments);
                    }
                    if (result instanceof Session session) {
                        return wrapped(Session.class, session);
                    }
                    return result instanceof MessageProducer producer
                            ? wrapped(MessageProducer.class, producer)
                            : result;
                });
        return type.cast(proxy);
    }

    private static void hold(int millis) {
        long end = System.nanoTime() + 1_000_000L * millis;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public XAConnection connectXa() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Usage client() {
        return Usage.NONE;
    }

    @Override
    public Usage broker() {
        return Usage.NONE;
    }

    @Override
    public long restart() {
        throw new UnsupportedOperationException();
    }
}
