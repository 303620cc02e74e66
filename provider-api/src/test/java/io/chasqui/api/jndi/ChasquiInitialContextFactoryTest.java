package io.chasqui.api.jndi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.Name;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.ObjectFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JNDI context as applications get it, through {@link InitialContext}. */
class ChasquiInitialContextFactoryTest {

    private static final Map<String, String> TYPICAL = Map.of(
            Context.PROVIDER_URL,
            "vm://orders?prefetch=7",
            "connectionFactory.jms/main",
            "",
            "connectionfactory.jms/batch",
            "vm://${no.such.variable:-batch}?prefetch=0",
            "queue.jms/incoming",
            "orders.incoming",
            "topic.prices",
            "prices");

    @Test
    void findsWhatTheEnvironmentConfigures() throws NamingException {
        Context context = context(TYPICAL);

        assertEquals(new ChasquiConnectionFactory("vm://orders?prefetch=7"), context.lookup("jms/main"));
        assertEquals(new ChasquiConnectionFactory("vm://batch?prefetch=0"), context.lookup("jms/batch"));
        assertEquals(new ChasquiQueue("orders.incoming"), context.lookup("jms/incoming"));
        assertEquals(new ChasquiTopic("prices"), context.lookup(new CompositeName("prices")));
        assertEquals(new ChasquiTopic("prices"), context.lookupLink("/prices"));
    }

    @Test
    void dst2TwoLookupsGiveEqualFactoriesThatDoNotChangeEachOther() throws NamingException {
        Context context = context(TYPICAL);
        ChasquiConnectionFactory first = (ChasquiConnectionFactory) context.lookup("jms/main");
        ChasquiConnectionFactory second = (ChasquiConnectionFactory) context.lookup("jms/main");
        assertEquals(first, second);
        assertNotSame(first, second);

        first.setPrefetch(1);

        assertEquals(second, context.lookup("jms/main"));
    }

    @Test
    void aFactoryIsThereWithoutConfiguration() throws NamingException {
        assertEquals(new ChasquiConnectionFactory(), context(Map.of()).lookup("ConnectionFactory"));
        assertEquals(
                new ChasquiConnectionFactory("vm://orders"),
                context(Map.of(Context.PROVIDER_URL, "vm://orders")).lookup("ConnectionFactory"));
        Context configured = context(Map.of("connectionFactory.mine", "vm://orders"));
        assertThrows(NameNotFoundException.class, () -> configured.lookup("ConnectionFactory"));
    }

    @ParameterizedTest
    @CsvSource({"orders, orders", "a/b.c, a/b.c"})
    void dynamicNamesGiveAnyDestination(String looked, String name) throws NamingException {
        Context context = context(Map.of());

        assertEquals(new ChasquiQueue(name), context.lookup("dynamicQueues/" + looked));
        assertEquals(new ChasquiTopic(name), context.lookup("dynamicTopics/" + looked));
        assertThrows(NameNotFoundException.class, () -> context.lookup("dynamicQueues"));
        assertThrows(OperationNotSupportedException.class, () -> context.bind("dynamicQueues/x", "object"));
    }

    @Test
    void aMissingNameIsReportedWithTheKnownAndTheNearestOne() throws NamingException {
        Context context = context(TYPICAL);

        String message = assertThrows(NameNotFoundException.class, () -> context.lookup("jms/incomming"))
                .getMessage();

        assertEquals(
                "'jms/incomming' is not bound; did you mean 'jms/incoming'? Known names: jms/batch, jms/incoming, jms/main,"
                        + " prices, dynamicQueues/..., dynamicTopics/...",
                message);
    }

    @ParameterizedTest
    @CsvSource({
        "connectionFactory.a, vm://a?prefetchh=1, did you mean 'prefetch'",
        "connectionFactory.a, nowhere, it has no scheme",
        "queue.a, ${no.such.variable}, needs the variable 'no.such.variable'",
        "queue.a, '', at least one character",
        "queue., a, a binding needs a name"
    })
    void aBadPropertyIsReported(String property, String value, String reason) {
        String message = assertThrows(NamingException.class, () -> context(Map.of(property, value)))
                .getMessage();

        assertTrue(message.contains(reason), message);
    }

    @Test
    void oneNameForTwoObjectsIsRefused() {
        assertThrows(NameAlreadyBoundException.class, () -> context(Map.of("queue.a", "x", "topic.a", "x")));
    }

    @Test
    void listsObjectsAndContexts() throws NamingException {
        Context context = context(TYPICAL);

        List<NameClassPair> top = Collections.list(context.list(""));
        assertEquals(
                List.of("jms", "prices"),
                top.stream().map(NameClassPair::getName).toList());
        assertEquals(
                List.of(Context.class.getName(), ChasquiTopic.class.getName()),
                top.stream().map(NameClassPair::getClassName).toList());

        List<Binding> below = Collections.list(context.listBindings("jms"));
        assertEquals(
                List.of("batch", "incoming", "main"),
                below.stream().map(Binding::getName).toList());
        assertEquals(new ChasquiQueue("orders.incoming"), below.get(1).getObject());
        assertThrows(NotContextException.class, () -> context.list("prices"));
        assertThrows(NameNotFoundException.class, () -> context.listBindings("other"));
    }

    @Test
    void aContextBelowSharesTheBindings() throws NamingException {
        Context context = context(TYPICAL);
        Context below = assertInstanceOf(Context.class, context.lookup("jms"));
        assertEquals("jms", below.getNameInNamespace());
        assertEquals(new ChasquiQueue("orders.incoming"), below.lookup("incoming"));

        below.bind("more/prices", new ChasquiTopic("p"));

        assertEquals(new ChasquiTopic("p"), context.lookup("jms/more/prices"));
        assertEquals(new ChasquiTopic("prices"), ((Context) context.lookup("")).lookup("prices"));
    }

    @Test
    void bindingsCanBeChanged() throws NamingException {
        Context context = context(Map.of());
        Object plain = new Object();
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://orders?prefetch=3", "app", "pw");

        context.bind("plain", plain);
        context.bind("jms/factory", factory);
        assertSame(plain, context.lookup("plain"));
        assertEquals(factory, context.lookup("jms/factory"));
        assertNotSame(factory, context.lookup("jms/factory"));
        assertThrows(NameAlreadyBoundException.class, () -> context.bind("plain", "other"));
        assertThrows(NamingException.class, () -> context.bind("nothing", null));

        context.rebind("plain", new ChasquiQueue("q"));
        context.rename("plain", "queue");
        assertEquals(new ChasquiQueue("q"), context.lookup("queue"));
        assertThrows(NameNotFoundException.class, () -> context.lookup("plain"));
        assertThrows(NameNotFoundException.class, () -> context.rename("plain", "other"));

        context.unbind("queue");
        context.unbind("queue");
        assertThrows(NameNotFoundException.class, () -> context.lookup("queue"));
        context.unbind("jms/factory");
        assertThrows(NameNotFoundException.class, () -> context.lookup("jms"));
    }

    /** Makes the text of a reference. */
    public static final class TextFactory implements ObjectFactory {
        @Override
        public Object getObjectInstance(Object object, Name name, Context context, Hashtable<?, ?> environment) {
            RefAddr text = ((Reference) object).get("text");
            if (text.getContent().equals("broken")) {
                throw new IllegalArgumentException("broken");
            }
            return text.getContent();
        }
    }

    @Test
    void foreignReferencesAreResolvedByTheirOwnFactory() throws NamingException {
        Context context = context(Map.of());
        context.bind("greeting", reference("hello"));
        context.bind("broken", reference("broken"));

        assertEquals("hello", context.lookup("greeting"));
        String message = assertThrows(NamingException.class, () -> context.lookup("broken"))
                .getMessage();
        assertTrue(message.contains("'broken' (a java.lang.String) failed"), message);
    }

    @Test
    void whatIsNotSupportedSaysSo() throws NamingException {
        Context context = context(TYPICAL);

        assertThrows(OperationNotSupportedException.class, () -> context.createSubcontext("a"));
        assertThrows(OperationNotSupportedException.class, () -> context.destroySubcontext("jms"));
    }

    @Test
    void theEnvironmentIsACopy() throws NamingException {
        Context context = (Context) context(Map.of("queue.a", "a")).lookup("");
        context.getEnvironment().clear();
        assertEquals("a", context.getEnvironment().get("queue.a"));

        context.addToEnvironment("more", "1");
        assertEquals("1", context.removeFromEnvironment("more"));
        assertFalse(context.getEnvironment().containsKey("more"));
    }

    @Test
    void namesAreComposed() throws NamingException {
        Context context = (Context) context(Map.of()).lookup("");

        assertEquals("a/b/c", context.composeName("b/c", "a"));
        assertEquals(new CompositeName("a/b"), context.getNameParser("").parse("a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm://a?password=hidden&prefetch=x", "vm://a?pasword=hidden"})
    void passwordsAreNotShown(String uri) {
        String message = assertThrows(NamingException.class, () -> context(Map.of("connectionFactory.a", uri)))
                .getMessage();

        assertFalse(message.contains("hidden"), message);
    }

    private static Reference reference(String text) {
        return new Reference(
                String.class.getName(), new StringRefAddr("text", text), TextFactory.class.getName(), null);
    }

    private static Context context(Map<String, String> properties) throws NamingException {
        Hashtable<String, Object> environment = new Hashtable<>(properties);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ChasquiInitialContextFactory.class.getName());
        return new InitialContext(environment);
    }
}
