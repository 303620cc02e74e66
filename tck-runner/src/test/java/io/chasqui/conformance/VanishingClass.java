package io.chasqui.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Makes objects of a serializable class that only their sender has: a copy of {@link ClassTemplate} under another name, defined by
 * a class loader of its own.
 */
final class VanishingClass {

    private static final String TEMPLATE = "ClassTemplate";
    private static final String VANISHED =
            "ClassVanished"; // as long as the template's name, so that it can be written over it

    private VanishingClass() {}

    /** An object of a class that neither the context class loader nor the provider's finds. */
    static Serializable instance() throws IOException, ReflectiveOperationException {
        Class<?> type = new OneClassLoader().define();
        return (Serializable) type.getConstructor().newInstance();
    }

    private static final class OneClassLoader extends ClassLoader {

        OneClassLoader() {
            super(VanishingClass.class.getClassLoader());
        }

        Class<?> define() throws IOException {
            String resource = TEMPLATE + ".class";
            try (InputStream in = Objects.requireNonNull(VanishingClass.class.getResourceAsStream(resource))) {
                // ISO-8859-1 maps every byte to one character and back.
                byte[] bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                        .replace(TEMPLATE, VANISHED)
                        .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(VanishingClass.class.getPackageName() + "." + VANISHED, bytes, 0, bytes.length);
            }
        }
    }
}
