package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OBJ-4 and OBJ-7: what may be deserialised. */
class DeserializationPolicyTest {

    private static final String HERE = "io.chasqui.jms.message.DeserializationPolicyTest";

    private static class Plain implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static final class Child extends Plain {
        private static final long serialVersionUID = 1L;
    }

    /** Counts how often one of them came to life. */
    private static final class Evil implements Serializable {
        private static final long serialVersionUID = 1L;
        static int alive;

        private Object readResolve() {
            alive++;
            return this;
        }
    }

    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;
        final Serializable content;

        Holder(Serializable content) {
            this.content = content;
        }
    }

    private record Point(int x, int y) implements Serializable {}

    private enum Color {
        RED {
            @Override
            boolean warm() {
                return true;
            }
        };

        abstract boolean warm();
    }

    private interface SerializableCall extends Callable<String>, Serializable {}

    private static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(Object object, String... allowList) throws IOException, MessageFormatException {
        return DeserializationPolicy.of(List.of(allowList)).deserialize(bytes(object));
    }

    private static void denied(String className, Object object, String... allowList) {
        MessageFormatException refused =
                assertThrows(MessageFormatException.class, () -> read(object, allowList), className);
        assertTrue(refused.getMessage().contains(className), refused.getMessage());
        assertTrue(refused.getMessage().contains("deserializationAllowList"), refused.getMessage());
        assertNotNull(refused.getCause());
    }

    @Test
    void alwaysAllowsTextWrappersAndPrimitiveArrays() throws Exception {
        for (Object value : List.of("s", true, (byte) 1, (short) 1, 'c', 1, 1L, 1f, 1.0)) {
            assertEquals(value, read(value));
        }
        assertArrayEquals(new int[] {1, 2}, (int[]) read(new int[] {1, 2}));
        assertArrayEquals(new byte[][] {{1}}, (byte[][]) read(new byte[][] {{1}}));
        assertArrayEquals(new String[] {"a"}, (String[]) read(new String[] {"a"}));
        assertArrayEquals(new Object[] {1, "a"}, (Object[]) read(new Object[] {1, "a"}));
    }

    @Test
    void deniesEverythingElseByDefault() {
        denied(HERE + "$Plain", new Plain());
        denied(HERE + "$Plain", new Plain[0]);
        denied(HERE + "$Plain", new Plain[][] {{}});
        denied(HERE + "$Point", new Point(1, 2));
        denied(HERE + "$Color", Color.RED);
        denied("java.util.ArrayList", new ArrayList<>());
        denied("java.util.HashMap", new HashMap<>());
    }

    @Test
    void allowsANamedClassOnly() throws Exception {
        assertInstanceOf(Plain.class, read(new Plain(), HERE + "$Plain"));
        assertInstanceOf(Plain[].class, read(new Plain[] {new Plain()}, HERE + "$Plain"));
        assertEquals(new Point(1, 2), read(new Point(1, 2), HERE + "$Point"));
        assertEquals(Color.RED, read(Color.RED, HERE + "$Color"));
        denied(HERE + "$Plain", new Plain(), HERE, HERE + "$Pla", HERE + "$PlainToo");
    }

    @Test
    void judgesSuperclassesToo() throws Exception {
        denied(HERE + "$Plain", new Child(), HERE + "$Child");
        assertInstanceOf(Child.class, read(new Child(), HERE + "$Child", HERE + "$Plain"));
    }

    @Test
    void allowsAPackageWithItsSubPackages() throws Exception {
        assertInstanceOf(Plain.class, read(new Plain(), "io.chasqui.jms.message.*"));
        assertInstanceOf(Plain.class, read(new Plain(), "io.chasqui.*"));
        denied(HERE + "$Plain", new Plain(), "io.chasqui.jms.mess.*", "io.chas.*");
    }

    @Test
    void allowsAllWithAStar() throws Exception {
        assertInstanceOf(Plain.class, read(new Plain(), "*"));
        assertEquals("called", ((SerializableCall) read((SerializableCall) () -> "called", "*")).call());
    }

    @Test
    void deniesAClassNestedInAnAllowedOne() throws Exception {
        Evil.alive = 0;
        denied(HERE + "$Evil", new Holder(new Evil()), HERE + "$Holder");
        denied(HERE + "$Evil", new ArrayList<>(List.of(new Evil())), "java.util.*");
        denied(HERE + "$Evil", new Object[] {new Evil()});
        assertEquals(0, Evil.alive);
        read(new Holder(new Evil()), HERE + "$Holder", HERE + "$Evil");
        assertEquals(1, Evil.alive);
    }

    @Test
    void allowsCollectionsByName() throws Exception {
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            map.put("key" + i, i);
        }
        assertEquals(map, read(map, "java.util.HashMap"));
        assertEquals(List.of(1, 2), read(new ArrayList<>(List.of(1, 2)), "java.util.ArrayList"));
        assertEquals(List.of(1, 2), read(List.of(1, 2), "java.util.*"));
        assertEquals(new ArrayList<>(), read(new ArrayList<>(100_000), "java.util.ArrayList"));
        assertEquals(TimeUnit.DAYS, read(TimeUnit.DAYS, "java.util.concurrent.*"));
    }

    @Test
    void deniesLambdasAndProxiesUnlessAllIsAllowed() throws Exception {
        SerializableCall lambda = () -> "called";
        denied("java.lang.invoke.SerializedLambda", lambda, "io.chasqui.*", "java.*");
        Object proxy = Proxy.newProxyInstance(
                DeserializationPolicyTest.class.getClassLoader(),
                new Class<?>[] {Comparable.class},
                new SerializableHandler());
        denied("java.lang.reflect.Proxy", proxy, "io.chasqui.*", "java.*");
        assertTrue(Proxy.isProxyClass(read(proxy, "*").getClass()));
    }

    private static final class SerializableHandler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return 0;
        }
    }

    @Test
    void deniesArraysThatTheContentCannotFill() throws Exception {
        byte[] content = bytes(new int[] {1});
        ByteBuffer.wrap(content).putInt(content.length - 2 * Integer.BYTES, Integer.MAX_VALUE);
        MessageFormatException refused =
                assertThrows(MessageFormatException.class, () -> DeserializationPolicy.of(List.of("*"))
                        .deserialize(content));
        assertTrue(refused.getMessage().contains("2147483647 elements"), refused.getMessage());
    }

    @Test
    void deniesObjectsNestedTooDeeply() throws Exception {
        Serializable nested = "core";
        for (int depth = 0; depth < 505; depth++) {
            nested = new Holder(nested);
        }
        Serializable deep = nested;
        MessageFormatException refused = assertThrows(MessageFormatException.class, () -> read(deep, "*"));
        assertTrue(refused.getMessage().contains("nested"), refused.getMessage());
    }

    @Test
    void namesAMissingClass_OBJ_4() throws Exception {
        byte[] content = bytes(new Point(1, 2));
        String renamed = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).replace("$Point", "$Qoint");
        MessageFormatException refused =
                assertThrows(MessageFormatException.class, () -> DeserializationPolicy.of(List.of("*"))
                        .deserialize(renamed.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        assertTrue(refused.getMessage().contains("$Qoint"), refused.getMessage());
    }

    @Test
    void resolvesClassesWithoutAContextLoader_OBJ_7() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertInstanceOf(Plain.class, read(new Plain(), "*"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".*", "com.acme*", "*.Order", "com.*.Order", "**"})
    void refusesEntriesItDoesNotUnderstand(String entry) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DeserializationPolicy.of(List.of(entry)));
        assertTrue(refused.getMessage().contains("'" + entry + "'"));
    }
}
