package io.chasqui.api.jndi;

import io.chasqui.api.option.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.naming.CompositeName;
import javax.naming.Name;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * What is bound in a context and those below it: objects by key, which is the name's components joined by slashes. Any thread
 * may use it.
 *
 * <p>Design note: one flat map, in which a context is no more than a prefix of keys; so that there is no tree to keep in order.
 */
final class Bindings {

    private final ConcurrentSkipListMap<String, Object> objects = new ConcurrentSkipListMap<>();

    static String key(String name) throws NamingException {
        return key(new CompositeName(name));
    }

    /** Empty components do not count: {@code /jms//orders} is {@code jms/orders}. */
    static String key(Name name) {
        return String.join(
                "/",
                Collections.list(name.getAll()).stream()
                        .filter(component -> !component.isEmpty())
                        .toList());
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    @Nullable
    Object get(String key) {
        return objects.get(key);
    }

    void bind(String key, Object object) throws NamingException {
        if (objects.putIfAbsent(key, stored(key, object)) != null) {
            throw new NameAlreadyBoundException(
                    "'" + key + "' is bound already; take another name, unbind or rebind it");
        }
    }

    void rebind(String key, Object object) throws NamingException {
        objects.put(key, stored(key, object));
    }

    void unbind(String key) {
        objects.remove(key);
    }

    void rename(String from, String to) throws NamingException {
        Object object = objects.get(from);
        if (object == null) {
            throw notFound(from);
        }
        bind(to, object);
        unbind(from);
    }

    /** Whether something is bound below this key. */
    boolean isContext(String key) {
        String next = objects.ceilingKey(key + "/");
        return key.isEmpty() || next != null && next.startsWith(key + "/");
    }

    /** The keys below a context, relative to it. */
    List<String> keysBelow(String context) {
        if (context.isEmpty()) {
            return new ArrayList<>(objects.keySet());
        }
        String prefix = context + "/";
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
    }

    NameNotFoundException notFound(String key) {
        String hint = Spelling.nearest(key, objects.keySet())
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(".");
        return new NameNotFoundException("'" + key + "' is not bound" + hint + " Known names: "
                + String.join(", ", objects.keySet()) + ", dynamicQueues/..., dynamicTopics/...");
    }

    /** A reference in place of an object that offers one, so that each lookup gives a new object that nobody else changes. */
    private static Object stored(String key, @Nullable Object object) throws NamingException {
        if (key.isEmpty() || object == null) {
            throw new NamingException("a binding needs a name and an object, but got '" + key + "' and " + object);
        }
        return object instanceof Referenceable referenceable ? referenceable.getReference() : object;
    }
}
