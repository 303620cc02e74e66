package io.chasqui.ra;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Lets go of what the JDK keeps of records. Stateless.
 *
 * <p>Design note: up to Java 18 the JDK remembers the class of the record whose methods it has linked last, of all records in the
 * JVM, and with it the class loader of an adapter that was removed (the cache of {@code MethodHandle.asType} in {@link
 * ObjectMethods}). Linking the same methods for a class of the JDK puts that in its place.
 */
final class RecordLinks {

    private RecordLinks() {}

    /** Called last of all: linking one more record would undo it. */
    static void forget() {
        Class<?> stranger = String.class;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle component = lookup.findVirtual(stranger, "toString", MethodType.methodType(String.class));
            link("equals", MethodType.methodType(boolean.class, stranger, Object.class), component);
            link("hashCode", MethodType.methodType(int.class, stranger), component);
            link("toString", MethodType.methodType(String.class, stranger), component);
        } catch (Throwable unknownToThisJdk) {
            System.getLogger(RecordLinks.class.getName())
                    .log(System.Logger.Level.DEBUG, "this JDK links records in another way", unknownToThisJdk);
        }
    }

    private static void link(String method, MethodType type, MethodHandle component) throws Throwable {
        ObjectMethods.bootstrap(MethodHandles.publicLookup(), method, type, String.class, "text", component);
    }
}
