package io.chasqui.benchmarks.compare.providers;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.stream.Collectors;

/** One provider: starts its broker and makes its connection factories, as its documentation recommends. */
public interface Provider {

    /** On the command line, in files and the name of its folder of jars. */
    String name();

    /** For people. */
    String title();

    /** The version that is on the class path; only in a process of this provider. */
    String version();

    /** Starts a broker in this JVM. */
    RunningBroker start(BrokerPlan plan) throws Exception;

    /**
     * A factory for a broker's address.
     *
     * @return also a {@code jakarta.jms.XAConnectionFactory} when it is for {@link Use#XA}
     */
    ConnectionFactory connect(String address, Use use) throws Exception;

    /** All that are known. */
    static List<Provider> all() {
        return List.of(new ChasquiProvider(), new ArtemisProvider(), new ClassicProvider(), new OpenMqProvider());
    }

    /** @throws IllegalArgumentException when none has that name */
    static Provider of(String name) {
        return all().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no provider; there are "
                        + all().stream().map(Provider::name).collect(Collectors.joining(", "))));
    }
}
