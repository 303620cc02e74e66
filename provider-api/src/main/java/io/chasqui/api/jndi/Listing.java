package io.chasqui.api.jndi;

import java.util.Iterator;
import javax.naming.NamingEnumeration;

/** A list in the form that JNDI asks for; for one thread. */
record Listing<T>(Iterator<T> elements) implements NamingEnumeration<T> {

    @Override
    public boolean hasMore() {
        return elements.hasNext();
    }

    @Override
    public T next() {
        return elements.next();
    }

    @Override
    public boolean hasMoreElements() {
        return hasMore();
    }

    @Override
    public T nextElement() {
        return next();
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
