package io.chasqui.boot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Asks to be told of signals instead of having the JVM end by them, until it is closed. Where that is not possible, nothing is
 * different from before. Handlers run on threads of the JVM.
 *
 * <p>Design note: by a shutdown hook alone, a broker could end neither with code 0 after a signal nor at once after a second
 * one. The class for signals is in a module of its own ({@code jdk.unsupported}) that every JDK has, but the compiler warns of
 * its use, which is an error in this build; hence the reflection.
 */
final class Signals implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Signals.class.getName());
    private static final List<String> NAMES = List.of("TERM", "INT");

    private final Map<Object, Object> before = new LinkedHashMap<>();

    private Signals() {}

    /** @param handler gets name and number of each signal */
    static Signals handle(BiConsumer<String, Integer> handler) {
        Signals signals = new Signals();
        for (String name : NAMES) {
            try {
                signals.handle(name, handler);
            } catch (ReflectiveOperationException | RuntimeException impossible) {
                LOG.log(System.Logger.Level.DEBUG, "signal " + name + " cannot be handled", impossible);
            }
        }
        return signals;
    }

    private void handle(String name, BiConsumer<String, Integer> handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Object signal = type.getConstructor(String.class).newInstance(name);
        int number = (int) type.getMethod("getNumber").invoke(signal);
        InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                handler.accept(name, number);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of " + name;
        };
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
        before.put(signal, setting().invoke(null, signal, ours));
    }

    private static Method setting() throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal")
                .getMethod("handle", Class.forName("sun.misc.Signal"), Class.forName("sun.misc.SignalHandler"));
    }

    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                setting().invoke(null, signal, handler);
            } catch (ReflectiveOperationException impossible) {
                LOG.log(System.Logger.Level.DEBUG, "the former handler of " + signal + " is lost", impossible);
            }
        });
    }
}
