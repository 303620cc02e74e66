package io.chasqui.api.jndi;

import java.util.Hashtable;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a JNDI context that is the same whatever is bound in it: names given as text, the environment, and what is not
 * supported. For one thread, as JNDI has it.
 */
abstract class NamedContext implements Context {

    private final Hashtable<String, Object> environment;

    NamedContext(Hashtable<String, Object> environment) {
        this.environment = new Hashtable<>(environment);
    }

    @Override
    public final @Nullable Object lookup(String name) throws NamingException {
        return lookup(new CompositeName(name));
    }

    /** There are no links. */
    @Override
    public final @Nullable Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public final @Nullable Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    @Override
    public final void bind(String name, Object object) throws NamingException {
        bind(new CompositeName(name), object);
    }

    @Override
    public final void rebind(String name, Object object) throws NamingException {
        rebind(new CompositeName(name), object);
    }

    @Override
    public final void unbind(String name) throws NamingException {
        unbind(new CompositeName(name));
    }

    @Override
    public final void rename(String oldName, String newName) throws NamingException {
        rename(new CompositeName(oldName), new CompositeName(newName));
    }

    @Override
    public final NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        return list(new CompositeName(name));
    }

    @Override
    public final NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return listBindings(new CompositeName(name));
    }

    @Override
    public final Context createSubcontext(Name name) throws NamingException {
        throw new OperationNotSupportedException(
                "contexts come and go with the objects below them; bind '" + name + "/...' instead");
    }

    @Override
    public final Context createSubcontext(String name) throws NamingException {
        return createSubcontext(new CompositeName(name));
    }

    @Override
    public final void destroySubcontext(Name name) throws NamingException {
        throw new OperationNotSupportedException(
                "contexts come and go with the objects below them; unbind what is below '" + name + "' instead");
    }

    @Override
    public final void destroySubcontext(String name) throws NamingException {
        destroySubcontext(new CompositeName(name));
    }

    @Override
    public final NameParser getNameParser(Name name) {
        return CompositeName::new;
    }

    @Override
    public final NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public final Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public final String composeName(String name, String prefix) throws NamingException {
        return composeName(new CompositeName(name), new CompositeName(prefix)).toString();
    }

    @Override
    public final @Nullable Object addToEnvironment(String property, Object value) {
        return environment.put(property, value);
    }

    @Override
    public final @Nullable Object removeFromEnvironment(String property) {
        return environment.remove(property);
    }

    /** A copy. */
    @Override
    public final Hashtable<String, Object> getEnvironment() {
        return new Hashtable<>(environment);
    }

    /** Holds nothing. */
    @Override
    public final void close() {}
}
