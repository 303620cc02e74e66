package io.chasqui.api.jndi;

import io.chasqui.api.ChasquiObjectFactory;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.TreeSet;
import javax.naming.Binding;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import javax.naming.spi.NamingManager;
import org.jspecify.annotations.Nullable;

/**
 * A JNDI context whose objects are in memory, shared with the contexts that are looked up in it. A context is the part of the
 * bindings below one key; it exists as long as something is bound there.
 */
final class MemoryContext extends NamedContext {

    private static final String DYNAMIC_QUEUES = "dynamicQueues/";
    private static final String DYNAMIC_TOPICS = "dynamicTopics/";

    private final Bindings bindings;
    private final String prefix;

    /** @param prefix the key of this context, empty for the initial one */
    MemoryContext(Bindings bindings, String prefix, Hashtable<String, Object> environment) {
        super(environment);
        this.bindings = bindings;
        this.prefix = prefix;
    }

    @Override
    public @Nullable Object lookup(Name name) throws NamingException {
        return lookupKey(absolute(name), name);
    }

    private @Nullable Object lookupKey(String key, Name name) throws NamingException {
        if (isBelow(DYNAMIC_QUEUES, key)) {
            return new ChasquiQueue(key.substring(DYNAMIC_QUEUES.length()));
        } else if (isBelow(DYNAMIC_TOPICS, key)) {
            return new ChasquiTopic(key.substring(DYNAMIC_TOPICS.length()));
        }
        Object bound = bindings.get(key);
        if (bound != null) {
            return bound instanceof Reference reference ? resolved(reference, name) : bound;
        }
        if (bindings.isContext(key)) {
            return new MemoryContext(bindings, key, getEnvironment());
        }
        throw bindings.notFound(key);
    }

    /** Our own references are resolved here, for JNDI would look for our class in the context class loader alone. */
    private @Nullable Object resolved(Reference reference, Name name) throws NamingException {
        Object own = new ChasquiObjectFactory().getObjectInstance(reference, name, this, getEnvironment());
        if (own != null) {
            return own;
        }
        try {
            return NamingManager.getObjectInstance(reference, name, this, getEnvironment());
        } catch (NamingException failed) {
            throw failed;
        } catch (Exception failed) {
            NamingException failure = new NamingException(
                    "the object factory of '" + name + "' (a " + reference.getClassName() + ") failed: " + failed);
            failure.initCause(failed);
            throw failure;
        }
    }

    @Override
    public void bind(Name name, Object object) throws NamingException {
        bindings.bind(bindable(name), object);
    }

    @Override
    public void rebind(Name name, Object object) throws NamingException {
        bindings.rebind(bindable(name), object);
    }

    @Override
    public void unbind(Name name) throws NamingException {
        bindings.unbind(bindable(name));
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        bindings.rename(bindable(oldName), bindable(newName));
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        String context = existingContext(name);
        List<NameClassPair> pairs = new ArrayList<>();
        for (String child : children(context)) {
            pairs.add(new NameClassPair(child, className(bindings.get(below(context, child)))));
        }
        return new Listing<>(pairs.iterator());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        String context = existingContext(name);
        List<Binding> found = new ArrayList<>();
        for (String child : children(context)) {
            String key = below(context, child);
            found.add(new Binding(child, className(bindings.get(key)), lookupKey(key, name)));
        }
        return new Listing<>(found.iterator());
    }

    @Override
    public String getNameInNamespace() {
        return prefix;
    }

    private Iterable<String> children(String context) {
        TreeSet<String> children = new TreeSet<>();
        for (String key : bindings.keysBelow(context)) {
            int slash = key.indexOf('/');
            children.add(slash < 0 ? key : key.substring(0, slash));
        }
        return children;
    }

    /** Without an object it is a context. */
    private static String className(@Nullable Object bound) {
        if (bound == null) {
            return Context.class.getName();
        }
        return bound instanceof Reference reference
                ? reference.getClassName()
                : bound.getClass().getName();
    }

    private String existingContext(Name name) throws NamingException {
        String key = absolute(name);
        if (bindings.isContext(key)) {
            return key;
        }
        if (bindings.get(key) != null) {
            throw new NotContextException("'" + key + "' is an object, so there is nothing to list below it");
        }
        throw bindings.notFound(key);
    }

    private String bindable(Name name) throws NamingException {
        String key = absolute(name);
        if (isBelow(DYNAMIC_QUEUES, key) || isBelow(DYNAMIC_TOPICS, key)) {
            throw new OperationNotSupportedException(
                    "'" + key + "' stands for the destination of that name; bind the object under another name");
        }
        return key;
    }

    private String absolute(Name name) {
        return below(prefix, Bindings.key(name));
    }

    private static String below(String context, String key) {
        return context.isEmpty() || key.isEmpty() ? context + key : context + "/" + key;
    }

    private static boolean isBelow(String context, String key) {
        return key.startsWith(context) && key.length() > context.length();
    }
}
