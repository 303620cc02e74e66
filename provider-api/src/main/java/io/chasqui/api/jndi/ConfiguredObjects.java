package io.chasqui.api.jndi;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.api.FactorySettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;

/** Reads administered objects from a JNDI environment; used once, by one thread. */
final class ConfiguredObjects {

    private static final String DEFAULT_FACTORY = "ConnectionFactory";
    private static final List<String> FACTORY_PREFIXES = List.of("connectionFactory.", "connectionfactory.");

    private final Map<String, ?> environment;
    private final Placeholders placeholders = Placeholders.ofProcess();
    private final Bindings bindings = new Bindings();

    ConfiguredObjects(Map<String, ?> environment) {
        this.environment = environment;
    }

    Bindings bindings() throws NamingException {
        Object url = environment.get(Context.PROVIDER_URL);
        String defaultUri = url instanceof String text && !text.isBlank()
                ? placeholders.expand(Context.PROVIDER_URL, text)
                : FactorySettings.DEFAULT_URI;
        for (String prefix : FACTORY_PREFIXES) {
            bindAll(prefix, uri -> new ChasquiConnectionFactory(uri.isBlank() ? defaultUri : uri));
        }
        if (bindings.isEmpty()) {
            bind(Context.PROVIDER_URL, DEFAULT_FACTORY, () -> new ChasquiConnectionFactory(defaultUri));
        }
        bindAll("queue.", ChasquiQueue::new);
        bindAll("topic.", ChasquiTopic::new);
        return bindings;
    }

    private void bindAll(String prefix, Function<String, Object> maker) throws NamingException {
        for (Map.Entry<String, ?> property : new TreeMap<>(environment).entrySet()) {
            String key = property.getKey();
            if (key.startsWith(prefix) && property.getValue() instanceof String text) {
                String value = placeholders.expand(key, text).strip();
                bind(key, key.substring(prefix.length()), () -> maker.apply(value));
            }
        }
    }

    private void bind(String property, String name, Supplier<Object> maker) throws NamingException {
        try {
            bindings.bind(Bindings.key(name), maker.get());
        } catch (IllegalArgumentException bad) {
            NamingException failure =
                    new ConfigurationException("JNDI property '" + property + "': " + bad.getMessage());
            failure.initCause(bad);
            throw failure;
        }
    }
}
