package io.chasqui.benchmarks.compare.providers;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An object of a class that is there only at run time, called by reflection; notes what it is set to. */
final class Bean {

    private static final Map<Class<?>, Class<?>> WRAPPERS =
            Map.of(int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);

    private final Object object;
    private final List<String> notes;

    private Bean(Object object, List<String> notes) {
        this.object = object;
        this.notes = notes;
    }

    /**
     * Makes an object of a class.
     *
     * @param notes gets a line for each {@link #set}
     */
    static Bean create(List<String> notes, String className, Object... arguments) throws Exception {
        Constructor<?> constructor =
                fitting(Stream.of(Class.forName(className).getConstructors()), each -> true, className, arguments);
        return new Bean(invoked(() -> constructor.newInstance(arguments)), notes);
    }

    /** Calls a static method. */
    static Object callStatic(String className, String method, Object... arguments) throws Exception {
        Class<?> type = Class.forName(className);
        Method found =
                fitting(Stream.of(type.getMethods()), each -> each.getName().equals(method), method, arguments);
        return invoked(() -> found.invoke(null, arguments));
    }

    static Bean of(Object object, List<String> notes) {
        return new Bean(object, notes);
    }

    /** Calls the setter of a property and notes the value. */
    Bean set(String property, Object value) throws Exception {
        call("set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1), value);
        notes.add(object.getClass().getSimpleName() + "." + property + " = " + value);
        return this;
    }

    /** Calls a method and gives what it returns; {@code void.class} when that is nothing. */
    Object call(String method, Object... arguments) throws Exception {
        Method found = fitting(
                Stream.of(object.getClass().getMethods()),
                each -> each.getName().equals(method),
                method,
                arguments);
        found.trySetAccessible();
        return invoked(() -> found.invoke(object, arguments));
    }

    <T> T as(Class<T> type) {
        return type.cast(object);
    }

    Object object() {
        return object;
    }

    private interface Invocation {
        @Nullable
        Object run() throws ReflectiveOperationException;
    }

    private static Object invoked(Invocation invocation) throws Exception {
        try {
            Object result = invocation.run();
            return result == null ? void.class : result;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static <E extends Executable> E fitting(Stream<E> all, Predicate<E> named, String what, Object... arguments)
            throws NoSuchMethodException {
        return all.filter(named)
                .filter(each -> fits(each.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(what + " with the arguments " + Arrays.toString(arguments)
                        + ": this version of the provider does not have it"));
    }

    private static boolean fits(Class<?>[] types, Object... arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!WRAPPERS.getOrDefault(types[i], types[i]).isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
