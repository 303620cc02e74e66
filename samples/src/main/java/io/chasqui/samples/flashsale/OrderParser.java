package io.chasqui.samples.flashsale;

/**
 * Reads {@code orderId,customer,item,quantity,priceCents}. Stateless.
 *
 * <p>Design note: it judges everything before a message is made. What a worker cannot handle must not get into the queue,
 * where it would come back again and again.
 */
final class OrderParser {

    static final int MAX_QUANTITY = 1_000;
    static final long MAX_PRICE_CENTS = 100_000_000;

    private static final String COLUMNS = "orderId,customer,item,quantity,priceCents";
    private static final int COLUMN_COUNT = 5;

    private OrderParser() {}

    static Order parse(String line) throws RejectedLineException {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMN_COUNT) {
            throw new RejectedLineException(
                    "has " + fields.length + " columns instead of " + COLUMN_COUNT + " (" + COLUMNS + ")");
        }
        return new Order(
                text("orderId", fields[0]),
                text("customer", fields[1]),
                text("item", fields[2]),
                (int) number("quantity", fields[3], 1, MAX_QUANTITY),
                number("priceCents", fields[4], 0, MAX_PRICE_CENTS));
    }

    private static String text(String column, String field) throws RejectedLineException {
        String value = field.strip();
        if (value.isEmpty()) {
            throw new RejectedLineException(column + " is empty");
        }
        if (value.indexOf('\uFFFD') >= 0) {
            throw new RejectedLineException(column + " is not valid UTF-8");
        }
        return value;
    }

    private static long number(String column, String field, long min, long max) throws RejectedLineException {
        String value = text(column, field);
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer as to a number out of bounds: it names the rule.
        }
        throw new RejectedLineException(column + " '" + value + "' is not a whole number from " + min + " to " + max);
    }
}
