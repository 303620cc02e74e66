package io.chasqui.api;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes administered objects out of the references that JNDI directories keep of them (Jakarta Messaging 3.1, 5.1). Without
 * state.
 */
public final class ChasquiObjectFactory implements ObjectFactory {

    private static final String URI = "uri";
    private static final String NAME = "name";

    /** For JNDI. */
    public ChasquiObjectFactory() {}

    /**
     * Makes a new object, or gives null for what is not a reference to one of ours, so that JNDI asks another factory.
     *
     * @throws NamingException when the reference lacks something, or holds an unknown or bad option
     */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(object instanceof Reference reference)) {
            return null;
        }
        String type = reference.getClassName();
        if (type.equals(ChasquiConnectionFactory.class.getName())) {
            return factory(reference);
        } else if (type.equals(ChasquiQueue.class.getName())) {
            return new ChasquiQueue(required(reference, NAME));
        } else if (type.equals(ChasquiTopic.class.getName())) {
            return new ChasquiTopic(required(reference, NAME));
        }
        return null;
    }

    private static ChasquiConnectionFactory factory(Reference reference) throws NamingException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory();
        try {
            factory.setUri(required(reference, URI));
            FactoryOptions.TABLE.options().forEach(option -> {
                RefAddr value = reference.get(option.name());
                if (value != null) {
                    option.apply(factory, String.valueOf(value.getContent()));
                }
            });
        } catch (IllegalArgumentException bad) {
            NamingException failure =
                    new NamingException("the reference to a connection factory is bad: " + bad.getMessage());
            failure.initCause(bad);
            throw failure;
        }
        return factory;
    }

    private static String required(Reference reference, String key) throws NamingException {
        RefAddr value = reference.get(key);
        if (value == null || value.getContent() == null || value.getContent().equals("")) {
            throw new NamingException(
                    "the reference to a " + reference.getClassName() + " lacks '" + key + "'; bind the object again");
        }
        return String.valueOf(value.getContent());
    }

    static Reference referenceTo(ChasquiConnectionFactory factory) {
        Reference reference = reference(ChasquiConnectionFactory.class);
        reference.add(new StringRefAddr(URI, factory.getUri()));
        FactoryOptions.TABLE
                .options()
                .forEach(option -> reference.add(new StringRefAddr(option.name(), option.textOf(factory))));
        return reference;
    }

    static Reference referenceTo(Class<? extends ChasquiDestination> type, String name) {
        Reference reference = reference(type);
        reference.add(new StringRefAddr(NAME, name));
        return reference;
    }

    private static Reference reference(Class<?> type) {
        return new Reference(type.getName(), ChasquiObjectFactory.class.getName(), null);
    }
}
