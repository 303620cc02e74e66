package io.chasqui.jms.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object and refuses classes, depths and array sizes beyond what a policy and the bytes themselves justify.
 * Owned by the call that reads.
 *
 * <p>Design note: names are judged in {@link #resolveClass}, before a class is loaded, and once more with the limits in
 * the filter, which also sees the arrays that collections allocate.
 */
final class GuardedObjectStream extends ObjectInputStream {

    private static final int DEEPEST = 500;
    /** A hash table has up to four places for each entry, and an entry takes a byte at the very least. */
    private static final long PLACES_PER_BYTE = 4;

    private static final long FEW_PLACES = 64;

    private final int contentBytes;
    private final DeserializationPolicy policy;
    private @Nullable String rejection;

    GuardedObjectStream(InputStream in, int contentBytes, DeserializationPolicy policy) throws IOException {
        super(in);
        this.contentBytes = contentBytes;
        this.policy = policy;
        setObjectInputFilter(this::judge);
    }

    /** Why reading was refused; null when it was not. */
    @Nullable
    String rejection() {
        return rejection;
    }

    private ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo asked) {
        if (asked.depth() > DEEPEST) {
            rejection =
                    "the object of this message is nested more than " + DEEPEST + " objects deep, which is the limit";
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = asked.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        if (asked.arrayLength() > longestArray(type)) {
            rejection = "the object of this message has an array of " + asked.arrayLength()
                    + " elements, more than its " + contentBytes + " bytes can fill";
            return ObjectInputFilter.Status.REJECTED;
        }
        return judge(type.getName()) ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    private long longestArray(Class<?> type) {
        Class<?> element = type.getComponentType();
        return element != null && element.isPrimitive() ? contentBytes : PLACES_PER_BYTE * contentBytes + FEW_PLACES;
    }

    private boolean judge(String className) {
        String element = elementName(className);
        if (element == null || policy.allows(element)) {
            return true;
        }
        rejection = DeserializationPolicy.rejected(element);
        return false;
    }

    /** The class of an array's innermost elements, the name itself when it is no array; null for primitives. */
    private static @Nullable String elementName(String className) {
        if (className.charAt(0) != '[') {
            return className;
        }
        int type = className.lastIndexOf('[') + 1;
        return className.charAt(type) == 'L' ? className.substring(type + 1, className.length() - 1) : null;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        String name = description.getName();
        if (!judge(name)) {
            throw new InvalidClassException(name, "not allowed");
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            try {
                return Class.forName(name, false, context);
            } catch (ClassNotFoundException e) {
                // The provider's own loader may know it, as in a server whose context is another application's.
                return fallBack(description);
            }
        }
        return fallBack(description);
    }

    private Class<?> fallBack(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        try {
            return Class.forName(description.getName(), false, GuardedObjectStream.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return super.resolveClass(description);
        }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        if (!policy.allowsEverything()) {
            rejection = DeserializationPolicy.rejected("java.lang.reflect.Proxy (a dynamic proxy, only allowed by *)");
            throw new InvalidClassException("java.lang.reflect.Proxy", "not allowed");
        }
        return super.resolveProxyClass(interfaces);
    }
}
