package io.chasqui.jms.message;

import jakarta.jms.JMSException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for names of properties (Jakarta Messaging 3.1, 3.5.1 and 3.8.1.1): those a selector can name. */
final class PropertyNames {

    static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");
    private static final int LONGEST_RESERVED = "BETWEEN".length();

    private PropertyNames() {}

    /** @throws IllegalArgumentException when there is no name */
    static String present(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a property needs a name of at least one character, but it is "
                    + (name == null ? "null" : "empty"));
        }
        return name;
    }

    /** @throws JMSException when the name breaks a rule */
    static void check(String name) throws JMSException {
        if (!isIdentifier(name)) {
            throw new JMSException(
                    "the property name '" + name
                            + "' is no Java identifier; use letters, digits, '_' and '$', and no digit first",
                    FailureCodes.INVALID_ARGUMENT);
        }
        if (name.length() <= LONGEST_RESERVED && RESERVED.contains(name.toUpperCase(Locale.ROOT))) {
            throw new JMSException(
                    "the property name '" + name + "' is a reserved word of message selectors; choose another name",
                    FailureCodes.INVALID_ARGUMENT);
        }
        if (name.startsWith("JMS") && !name.startsWith("JMSX") && !name.startsWith("JMS_")) {
            throw new JMSException(
                    "the property name '" + name
                            + "' begins with JMS, which is reserved for header fields; choose another name, or begin with JMS_",
                    FailureCodes.INVALID_ARGUMENT);
        }
    }

    private static boolean isIdentifier(String name) {
        int first = name.codePointAt(0);
        if (!Character.isJavaIdentifierStart(first)) {
            return false;
        }
        for (int at = Character.charCount(first); at < name.length(); ) {
            int next = name.codePointAt(at);
            if (!Character.isJavaIdentifierPart(next)) {
                return false;
            }
            at += Character.charCount(next);
        }
        return true;
    }
}
