package io.chasqui.selector;

import static io.chasqui.selector.Messages.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth value of selectors: identifiers, three-valued logic, comparison and arithmetic. */
class SelectorEvaluationTest {

    private static void isTrue(String selector, Message message) {
        assertEquals(Ternary.TRUE, Messages.truth(selector, message), selector);
    }

    private static void isFalse(String selector, Message message) {
        assertEquals(Ternary.FALSE, Messages.truth(selector, message), selector);
    }

    private static void isUnknown(String selector, Message message) {
        assertEquals(Ternary.UNKNOWN, Messages.truth(selector, message), selector);
    }

    @Test
    @DisplayName("SEL-21, SEL-24, SEL-25: six header fields can be used")
    void readsHeaders() {
        Message message = Messages.builder()
                .id(new MessageId("a:b", 7))
                .correlationId("c")
                .type("t")
                .priority(9)
                .timestamp(1234L)
                .build();
        isTrue("JMSMessageID = 'ID:a:b:7' AND JMSMessageID LIKE 'ID:%:7'", message);
        isTrue("JMSCorrelationID = 'c' AND JMSType = 't' AND JMSType IN ('t')", message);
        isTrue("JMSPriority = 9 AND JMSPriority - 1 BETWEEN 8 AND 8", message);
        isTrue("JMSTimestamp = 1234 AND JMSTimestamp > 1233.5", message);
    }

    @Test
    @DisplayName("SEL-23: the delivery mode is a string and no number")
    void readsDeliveryMode() {
        Message persistent = Messages.builder().persistent(true).build();
        Message transientOne = Messages.builder().build();
        isTrue("JMSDeliveryMode = 'PERSISTENT'", persistent);
        isFalse("JMSDeliveryMode = 'PERSISTENT'", transientOne);
        isTrue("JMSDeliveryMode = 'NON_PERSISTENT'", transientOne);
        isFalse("JMSDeliveryMode = 'persistent'", persistent);
        isFalse("JMSDeliveryMode = 2 OR JMSDeliveryMode <> 2", persistent);
    }

    @Test
    @DisplayName("SEL-24, SEL-25: absent headers are NULL, an empty type is not, a disabled timestamp is 0")
    void readsAbsentHeaders() {
        Message message = with();
        isTrue("JMSMessageID IS NULL AND JMSCorrelationID IS NULL AND JMSType IS NULL", message);
        isTrue("JMSTimestamp = 0 AND JMSPriority = 4 AND JMSTimestamp IS NOT NULL", message);
        isUnknown("JMSType = ''", message);
        Message empty =
                Messages.builder().type("").correlationId(new byte[] {1}).build();
        isTrue("JMSType = '' AND JMSType IS NOT NULL", empty);
        isTrue("JMSCorrelationID IS NULL", empty);
    }

    @Test
    @DisplayName("SEL-26, SEL-27, JSX-13: other names are properties, NULL when absent")
    void readsProperties() {
        Message message = with("JMSXGroupID", "g", "JMS_Vendor_x", 1, "p", 2);
        isTrue("JMSXGroupID = 'g' AND JMS_Vendor_x = 1 AND p = 2", message);
        isTrue("JMSXUserID IS NULL AND JMS_Other IS NULL AND q IS NULL", message);
        isUnknown("JMSXUserID = 'x'", message);
    }

    @Test
    @DisplayName("JSX-14: properties set on receive are NULL")
    void setOnReceivePropertiesAreNull() {
        Message message = with("JMSXDeliveryCount", 1, "JMSXRcvTimestamp", 1L, "JMSXConsumerTXID", "t");
        isTrue("JMSXDeliveryCount IS NULL AND JMSXRcvTimestamp IS NULL AND JMSXConsumerTXID IS NULL", message);
        isUnknown("JMSXDeliveryCount = 1", message);
        isUnknown("JMSXConsumerTXID = 't'", message);
    }

    @Test
    @DisplayName("PRP-24, SEL-71: a property set to null is NULL")
    void nullPropertiesAreNull() {
        isTrue("p IS NULL AND q IS NULL", with("p", null));
        isFalse("p IS NOT NULL", with("p", null));
        isUnknown("p = 1", with("p", null));
        isTrue("p IS NOT NULL AND q IS NOT NULL AND r IS NOT NULL", with("p", 0, "q", "", "r", false));
    }

    @Test
    @DisplayName("SEL-28: properties keep the type they were set with")
    void propertiesAreNotConverted() {
        isFalse("p > 1 OR p = 2 OR p BETWEEN 0 AND 5", with("p", "2"));
        isTrue("p = '2'", with("p", "2"));
        isFalse("p = 'true'", with("p", true));
        isFalse("p = TRUE", with("p", "true"));
    }

    @Test
    @DisplayName("SEL-29: the body cannot be referenced")
    void bodyIsNotVisible() {
        Message message = Messages.builder().body(new Body.Text("x")).build();
        isTrue("text IS NULL AND body IS NULL", message);
    }

    @ParameterizedTest
    @CsvSource({"t, t", "t, f", "t, u", "f, t", "f, f", "f, u", "u, t", "u, f", "u, u"})
    @DisplayName("SEL-30 to SEL-33: AND, OR and NOT have SQL's truth tables")
    void followsTruthTables(String left, String right) {
        Message message = with("t", true, "f", false);
        String both = left + right;
        Ternary and = both.contains("f") ? Ternary.FALSE : both.equals("tt") ? Ternary.TRUE : Ternary.UNKNOWN;
        Ternary or = both.contains("t") ? Ternary.TRUE : both.equals("ff") ? Ternary.FALSE : Ternary.UNKNOWN;
        assertEquals(and, Messages.truth(left + " AND " + right, message));
        assertEquals(or, Messages.truth(left + " OR " + right, message));
        assertEquals(
                left.equals("u") ? Ternary.UNKNOWN : Ternary.of(left.equals("f")),
                Messages.truth("NOT " + left, message));
    }

    @Test
    @DisplayName("SEL-34: NOT before AND before OR")
    void followsPrecedence() {
        Message message = with("t", true, "f", false, "p", 2);
        isTrue("t OR t AND f", message);
        isFalse("(t OR t) AND f", message);
        isFalse("NOT t AND f", message);
        isTrue("NOT (t AND f)", message);
        isTrue("NOT f OR t", message);
        isTrue("NOT p = 1 AND NOT NOT t", message);
        isUnknown("NOT u", message);
        isUnknown("NOT NOT NOT u", message);
    }

    @Test
    @DisplayName("SEL-35, SEL-36: comparing and calculating with NULL is unknown")
    void nullMakesUnknown() {
        Message message = with("p", 1, "s", "x");
        for (String operator : new String[] {"=", "<>", "<", "<=", ">", ">="}) {
            isUnknown("u " + operator + " 5", message);
            isUnknown("5 " + operator + " u", message);
            isUnknown("u " + operator + " u", message);
            isUnknown("u " + operator + " p", message);
            isUnknown("s " + operator + " u", message);
        }
        isUnknown("u = 'x'", message);
        isUnknown("u <> 'x'", message);
        isUnknown("u = TRUE", message);
        isUnknown("u + 2 < 10", message);
        isUnknown("2 - u < 10", message);
        isUnknown("-u < 10", message);
        isUnknown("u * 0 = 0", message);
        isUnknown("(u = 1) = TRUE", message);
    }

    @Test
    @DisplayName("SEL-37, SEL-38: comparing values of unlike type is false, with <> too")
    void unlikeTypesAreNeverRelated() {
        Message message = with("n", 5, "s", "5", "b", true, "d", 5.0);
        for (String operator : new String[] {"=", "<>"}) {
            for (String sides :
                    new String[] {"n#'5'", "'5'#n", "s#5", "5#s", "b#'5'", "n#TRUE", "TRUE#s", "n#s", "s#d"}) {
                isFalse(sides.replace("#", operator), message);
            }
            isFalse("'5' " + operator + " 5", message);
        }
        isFalse("s > 4", message);
        isFalse("b <= n", message);
        isTrue("NOT (n = 'x') AND NOT (n <> 'x')", message);
    }

    @Test
    @DisplayName("SEL-39, SEL-40: all numeric types compare in both directions")
    void comparesAllPairsOfNumericTypes() {
        Object[] ones = {(byte) 1, (short) 1, 1, 1L, 1f, 1d};
        Object[] twos = {(byte) 2, (short) 2, 2, 2L, 2f, 2d};
        String selector = "a < b AND b > a AND a <= b AND b >= a AND a <> b AND a = e AND e = a AND a <= e AND e >= a";
        for (Object one : ones) {
            for (int i = 0; i < ones.length; i++) {
                isTrue(selector, with("a", one, "b", twos[i], "e", ones[i]));
            }
        }
    }

    @Test
    @DisplayName("SEL-39, SEL-42: promotion rounds as Java does")
    void promotesBeforeComparing() {
        isTrue("p = q", with("p", 9007199254740993L, "q", 9007199254740992.0));
        isTrue("p = q AND q = p", with("p", 16777217, "q", 16777216f));
        isTrue("p > q", with("p", 16777217, "q", 16777216.0));
        isTrue("p > q", with("p", Long.MAX_VALUE, "q", Long.MAX_VALUE - 1));
        isTrue("p <> 0.1 AND p > 0.1 AND p = 0.1f", with("p", 0.1f));
        isTrue("p = 0.5 AND p = .5f", with("p", 0.5f));
    }

    @Test
    @DisplayName("SEL-41: NaN and signed zeros follow Java's operators")
    void comparesNaNAndZeros() {
        for (Object nan : new Object[] {Double.NaN, Float.NaN}) {
            isFalse("p = p OR p < 1 OR p >= 1 OR p = 1", with("p", nan));
            isTrue("p <> p AND p <> 1 AND 1 <> p", with("p", nan));
        }
        isTrue("p = q AND NOT p > q AND p = 0 AND -p = p", with("p", 0.0, "q", -0.0));
        isTrue("p = q AND NOT p < q", with("p", -0.0f, "q", 0));
        isTrue("p > q", with("p", Double.POSITIVE_INFINITY, "q", Double.MAX_VALUE));
    }

    @Test
    @DisplayName("SEL-44: ordering two strings or two booleans is false")
    void stringsAndBooleansHaveNoOrder() {
        isFalse("p > q OR p < q OR p >= p OR p <= p", with("p", "b", "q", "a"));
        isFalse("p > q OR p < q OR p >= p OR p <= p", with("p", true, "q", false));
    }

    @Test
    @DisplayName("SEL-45, SEL-46: strings and booleans compare exactly")
    void comparesStringsAndBooleans() {
        Message message = with("s", "abc", "t", "abc", "b", true, "c", false);
        isTrue("s = 'abc' AND 'abc' = s AND s = t AND s <> 'abd' AND 'x' <> t", message);
        isFalse("s = 'ABC' OR s = 'abc ' OR s = ' abc' OR s = '' OR s <> t OR s <> 'abc'", message);
        isFalse("e = 'é'", with("e", "e\u0301"));
        isTrue("b = TRUE AND b <> FALSE AND TRUE = b AND b <> c AND c = FALSE AND b = b", message);
        isFalse("b = FALSE OR b <> TRUE OR b = c", message);
        isTrue("(s = 'abc') = TRUE AND (s = 'x') = c AND b = (s = t)", message);
    }

    @Test
    @DisplayName("SEL-47, SEL-48: a boolean property is a condition, another one is unknown")
    void readsPropertiesAsConditions() {
        isTrue("flag AND (flag) AND NOT other", with("flag", true, "other", false));
        isFalse("flag", with("flag", false));
        for (Object value : new Object[] {"true", 1, 0, 0.0, null}) {
            isUnknown("p", with("p", value));
        }
        isUnknown("JMSPriority", with());
    }

    @Test
    @DisplayName("SEL-50: signs apply to every numeric type")
    void appliesSigns() {
        for (Object five : new Object[] {(byte) 5, (short) 5, 5, 5L, 5f, 5d}) {
            isTrue("-p < 0 AND +p = 5 AND -p = -5 AND - -p = 5 AND -(p + 1) = -6 AND p * -2 = -10", with("p", five));
        }
        isTrue("- a + b = 0", with("a", 3, "b", 3));
        isUnknown("+s = 5", with("s", "5"));
        isUnknown("-s = 5", with("s", true));
    }

    @Test
    @DisplayName("SEL-51: products before sums, from left to right")
    void calculatesByPrecedence() {
        Message message = with("p", 10);
        isTrue("2 + p * 4 = 42 AND (2 + p) * 4 = 48", message);
        isTrue("p - 2 - 3 = 5 AND p - (2 - 3) = 11", message);
        isTrue("100 / p / 5 = 2 AND 100 / (p / 5) = 50 AND p / 4 * 4 = 8", message);
        isTrue("p - 6 / 2 = 7 AND p + 1 > 2 * 5", message);
    }

    @Test
    @DisplayName("SEL-52: arithmetic promotes, truncates and wraps as Java does; literals are longs")
    void calculatesByPromotion() {
        isTrue("a + b = 200 AND a * b = 10000", with("a", (byte) 100, "b", (byte) 100));
        isTrue("a / 2 = 3 AND -a / 2 = -3 AND a / 2.0 = 3.5 AND 7 / 2 = 3 AND -7 / 2 = -3", with("a", 7));
        isTrue("a + b < 0 AND a + 1 > 0 AND -(-a - b) = a + b", with("a", Integer.MAX_VALUE, "b", 1));
        isTrue("-a = a", with("a", Integer.MIN_VALUE));
        isTrue("a + 1 < 0 AND a * 2 = -2", with("a", Long.MAX_VALUE));
        isTrue("2147483647 + 1 = 2147483648", with());
        isTrue("a * b = 0.25 AND a + b = 1", with("a", 0.5f, "b", 0.5f));
        isTrue("a + b = a", with("a", 16777216f, "b", 1));
        isTrue("a / b = -9223372036854775808", with("a", Long.MIN_VALUE, "b", -1));
    }

    @Test
    @DisplayName("SEL-53, SEL-74: integer division by zero is unknown, other division is not")
    void dividesByZero() {
        isUnknown("p / 0 = 1", with("p", 5));
        isUnknown("p / q <> 1", with("p", 5L, "q", (byte) 0));
        isUnknown("1 / 0 = 1", with());
        isUnknown("1 / 0 + 1 = 1", with());
        isTrue("p / q = 1 OR p = 5", with("p", 5, "q", 0));
        isTrue("p / 0 > 1000 AND -p / 0 < 0 AND p / 0.0 = 1.0 / 0 AND 0 / 0.0 <> 0", with("p", 5.0));
    }

    @Test
    @DisplayName("SEL-54: arithmetic on strings and booleans is unknown")
    void arithmeticOnOtherTypesIsUnknown() {
        Message message = with("s", "5", "b", true, "n", 1);
        for (String selector :
                new String[] {"s + 1 = 6", "s + s = '55'", "s - n <> 3", "b * 2 > 0", "n / s = 1", "n + b = 2"}) {
            isUnknown(selector, message);
        }
    }

    @Test
    @DisplayName("SEL-74: a value of a type that no property has is unlike everything")
    void survivesForeignValues() {
        Message message = Messages.builder()
                .properties(Map.of("p", new byte[1], "c", 'x'))
                .build();
        isFalse("p = 1 OR p <> 'x' OR p = c OR c = 'x' OR p = p OR p > 1", message);
        isUnknown("p + 1 = 1", message);
        isUnknown("p LIKE '%' OR c IN ('x') OR p", message);
        isTrue("p IS NOT NULL", message);
    }
}
