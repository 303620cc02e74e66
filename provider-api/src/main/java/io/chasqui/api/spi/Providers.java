package io.chasqui.api.spi;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds implementations of the interfaces that ask for one; any thread may call it.
 *
 * <p>Design note: those that this API's own class loader sees are looked up once, for connections may be opened often; the
 * context class loader is asked each time, but only when the first gave nothing, as when a server shares the API among
 * applications.
 */
public final class Providers {

    private static final ClassValue<List<?>> OWN = new ClassValue<>() {
        @Override
        protected List<?> computeValue(Class<?> type) {
            return load(type, Providers.class.getClassLoader());
        }
    };

    private Providers() {}

    /**
     * The first implementation that fits.
     *
     * @throws JMSException when an implementation is there, but cannot be loaded
     */
    public static <P> Optional<P> find(Class<P> type, Predicate<? super P> fits) throws JMSException {
        try {
            Optional<P> own =
                    OWN.get(type).stream().map(type::cast).filter(fits).findFirst();
            if (own.isPresent()) {
                return own;
            }
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return load(type, context).stream().filter(fits).findFirst();
        } catch (ServiceConfigurationError broken) {
            JMSException failure = new JMSException(
                    "an implementation of " + type.getName() + " cannot be loaded: " + broken.getMessage()
                            + "; check that chasqui and chasqui-api on the class path have the same version");
            failure.initCause(broken);
            throw failure;
        }
    }

    /**
     * All implementations that this API's own class loader sees.
     *
     * @throws ServiceConfigurationError when one is there, but cannot be loaded
     */
    public static <P> List<P> own(Class<P> type) {
        return OWN.get(type).stream().map(type::cast).toList();
    }

    private static <P> List<P> load(Class<P> type, @Nullable ClassLoader loader) {
        return ServiceLoader.load(type, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
