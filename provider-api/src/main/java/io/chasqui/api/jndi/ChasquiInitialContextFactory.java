package io.chasqui.api.jndi;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes a JNDI context out of its environment ({@code jndi.properties}, or what is given to {@code new InitialContext(…)}).
 * Without state; each context has bindings of its own.
 *
 * <table>
 * <caption>What it reads</caption>
 * <tr><td>{@code java.naming.provider.url}</td><td>address of the broker; without it {@code vm://default}</td></tr>
 * <tr><td>{@code connectionFactory.NAME}</td><td>a connection factory for this address; empty for the provider URL. Without
 * any such line, one named {@code ConnectionFactory} is there</td></tr>
 * <tr><td>{@code queue.NAME}, {@code topic.NAME}</td><td>a destination of this name</td></tr>
 * </table>
 *
 * <p>Besides, {@code dynamicQueues/NAME} and {@code dynamicTopics/NAME} give a destination of any name. In values,
 * {@code ${name}} and {@code ${name:-default}} stand for system properties and environment variables.
 */
public final class ChasquiInitialContextFactory implements InitialContextFactory {

    /** For JNDI. */
    public ChasquiInitialContextFactory() {}

    /** @throws NamingException when a variable has no value, or a value does not make an address or destination */
    @Override
    public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
        Hashtable<String, Object> copy = new Hashtable<>();
        if (environment != null) {
            environment.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return new MemoryContext(new ConfiguredObjects(copy).bindings(), "", copy);
    }
}
