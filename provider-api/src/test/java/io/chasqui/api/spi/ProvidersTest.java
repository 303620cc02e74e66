package io.chasqui.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.BrokerProvider;
import jakarta.jms.JMSException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where implementations are looked for. */
class ProvidersTest {

    /** Nothing on the class path registers an implementation of it. */
    public interface Rare {}

    /** Registered for one class loader by the tests. */
    public static final class RareOne implements Rare {}

    @Test
    void aProviderOfTheOwnClassLoaderIsLoadedOnce() throws JMSException {
        Optional<BrokerProvider> first = Providers.find(BrokerProvider.class, provider -> true);

        assertSame(
                first.orElseThrow(),
                Providers.find(BrokerProvider.class, provider -> true).orElseThrow());
        assertTrue(Providers.find(BrokerProvider.class, provider -> false).isEmpty());
    }

    @Test
    void theContextClassLoaderIsAskedSecond(@TempDir Path folder) throws Exception {
        assertTrue(Providers.find(Rare.class, provider -> true).isEmpty());

        inLoaderWith(
                folder,
                RareOne.class.getName(),
                () -> assertEquals(
                        RareOne.class,
                        Providers.find(Rare.class, provider -> true)
                                .orElseThrow()
                                .getClass()));
    }

    @Test
    void exc1ABrokenProviderIsAJmsException(@TempDir Path folder) throws Exception {
        inLoaderWith(folder, "no.such.Provider", () -> {
            JMSException broken = assertThrows(JMSException.class, () -> Providers.find(Rare.class, provider -> true));
            assertTrue(broken.getMessage().contains("no.such.Provider"), broken.getMessage());
            assertEquals(ServiceConfigurationError.class, broken.getCause().getClass());
        });
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }

    private static void inLoaderWith(Path folder, String registered, Check check) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Rare.class.getName()), registered);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ProvidersTest.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            check.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
