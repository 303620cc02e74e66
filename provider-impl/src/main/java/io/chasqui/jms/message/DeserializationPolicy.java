package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which classes an object message may bring to life, and deserialises accordingly. Immutable; shared by all
 * messages of a connection.
 *
 * <p>Always allowed, because they run no code of anybody's: {@code String}, the wrappers of the primitive types with their
 * superclass {@code Number}, {@code Enum} as a superclass, arrays of primitives, and arrays of allowed classes. Everything
 * else has to be named, nested classes by their binary name ({@code com.acme.Order$Line}), and JDK collections too
 * ({@code java.util.*}). Lambdas and dynamic proxies need {@code *}: what they do cannot be told from a class name.
 */
public final class DeserializationPolicy {

    /** For objects that were serialised here. */
    static final DeserializationPolicy EVERYTHING = new DeserializationPolicy(true, Set.of(), List.of());

    private static final String OPTION = "deserializationAllowList";
    private static final Set<String> ALWAYS = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Character",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Number",
            "java.lang.Enum",
            // Collections ask for room in arrays of these two; neither can be deserialised itself.
            "java.lang.Object",
            "java.util.Map$Entry");
    private static final String LAMBDA = "java.lang.invoke.SerializedLambda";

    private final boolean everything;
    private final Set<String> classes;
    /** Each with its final dot. */
    private final List<String> packages;

    private DeserializationPolicy(boolean everything, Set<String> classes, List<String> packages) {
        this.everything = everything;
        this.classes = classes;
        this.packages = packages;
    }

    /**
     * Reads an allow-list as {@link io.chasqui.api.spi.ConnectionSettings#deserializationAllowList()} describes it.
     *
     * @throws IllegalArgumentException when an entry is neither a class name, nor a package name followed by {@code .*},
     *     nor {@code *}
     */
    public static DeserializationPolicy of(List<String> allowList) {
        Set<String> classes = new HashSet<>(ALWAYS);
        List<String> packages = new ArrayList<>();
        boolean everything = false;
        for (String entry : allowList) {
            boolean wholePackage = entry.endsWith(".*");
            String name = wholePackage ? entry.substring(0, entry.length() - 2) : entry;
            if (entry.equals("*")) {
                everything = true;
            } else if (name.isBlank() || name.indexOf('*') >= 0) {
                throw new IllegalArgumentException("the entry '" + entry + "' of " + OPTION
                        + " is neither a class name, nor a package name followed by .*, nor * for all classes");
            } else if (wholePackage) {
                packages.add(name + '.');
            } else {
                classes.add(name);
            }
        }
        return new DeserializationPolicy(everything, Set.copyOf(classes), List.copyOf(packages));
    }

    /** @param name the binary name of a class that is no array */
    boolean allows(String name) {
        if (everything || classes.contains(name)) {
            return true;
        }
        if (name.equals(LAMBDA)) {
            return false;
        }
        for (String start : packages) {
            if (name.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    boolean allowsEverything() {
        return everything;
    }

    /**
     * A new object from its serialised form.
     *
     * @throws MessageFormatException when a class is not allowed or not there, or the bytes are damaged
     */
    @Nullable
    Serializable deserialize(byte[] content) throws MessageFormatException {
        try (GuardedObjectStream in =
                new GuardedObjectStream(new ByteArrayInputStream(content), content.length, this)) {
            try {
                return (Serializable) in.readObject();
            } catch (IOException | RuntimeException e) {
                String rejection = in.rejection();
                throw failure(
                        rejection == null ? "the object of this message cannot be deserialised: " + e : rejection, e);
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw failure("a class of the object in this message is missing here: " + e, e);
        } catch (StackOverflowError e) {
            throw failure("the object of this message is nested too deeply to be deserialised", e);
        } catch (IOException e) {
            throw failure("the object of this message is damaged: " + e, e);
        }
    }

    /** What to say of a class that is not allowed. */
    static String rejected(String name) {
        return "the object of this message needs the class " + name + ", which may not be deserialised; name the class,"
                + " or its package as in com.acme.*, in the option " + OPTION
                + " of the connection factory if you trust whoever sends it";
    }

    static MessageFormatException failure(String reason, Throwable cause) {
        MessageFormatException failure = new MessageFormatException(reason, FailureCodes.MESSAGE_FORMAT);
        failure.initCause(cause);
        if (cause instanceof Exception exception) {
            failure.setLinkedException(exception);
        }
        return failure;
    }
}
