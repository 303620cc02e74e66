package io.chasqui.conformance;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link ProviderUnderTest} of the run to the tests, and closes it after the last one. */
final class ProviderExtension implements ParameterResolver {

    private static final String CHOICE = "conformance.provider";
    private static final Namespace NAMESPACE = Namespace.create(ProviderExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ProviderUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("provider", key -> new Shared(chosen()), Shared.class)
                .provider;
    }

    private static ProviderUnderTest chosen() {
        String wanted = System.getProperty(CHOICE, "vm");
        // The stream is lazy on purpose: instantiating a fixture may start its broker.
        return ServiceLoader.load(ProviderUnderTest.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no provider fixture is named " + wanted + "; set -D"
                        + CHOICE + " to one of " + known() + ", or register one under META-INF/services"));
    }

    private static String known() {
        return ServiceLoader.load(ProviderUnderTest.class).stream()
                .map(found -> found.type().getName())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Closed by JUnit together with the root store, that is after the last test of the run. */
    private record Shared(ProviderUnderTest provider) implements AutoCloseable {
        @Override
        public void close() {
            provider.close();
        }
    }
}
