package io.chasqui.ra.inbound;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A naming service that has what the test has bound. */
final class TestNaming implements AutoCloseable {

    /** Leads to it. */
    static final String PARAMS = Context.INITIAL_CONTEXT_FACTORY + "=" + Factory.class.getName();

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** For JNDI. */
    public static final class Factory implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            Context context = mock(Context.class);
            when(context.lookup(anyString())).thenAnswer(call -> {
                Object found = BOUND.get(call.<String>getArgument(0));
                if (found == null) {
                    throw new NameNotFoundException(call.getArgument(0) + " is not bound");
                }
                return found;
            });
            return context;
        }
    }

    void bind(String name, Object value) {
        BOUND.put(name, value);
    }

    @Override
    public void close() {
        BOUND.clear();
    }
}
