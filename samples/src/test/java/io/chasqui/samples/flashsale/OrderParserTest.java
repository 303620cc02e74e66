package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderParserTest {

    @Test
    void readsAllColumnsAndTrimsThem() throws RejectedLineException {
        assertEquals(new Order("A-1", "C-7", "clay-cup", 3, 1_200), OrderParser.parse(" A-1,C-7 , clay-cup,3, 1200"));
    }

    @Test
    void multipliesWithoutOverflowAtTheLimits() throws RejectedLineException {
        Order largest =
                OrderParser.parse("A-1,C-7,clay-cup," + OrderParser.MAX_QUANTITY + "," + OrderParser.MAX_PRICE_CENTS);
        assertEquals(100_000_000_000L, largest.totalCents());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A-1                                | has 1 columns instead of 5",
                "A-1,C-7,cup,1                      | has 4 columns instead of 5",
                "A-1,C-7,cup,1,100,express          | has 6 columns instead of 5",
                ",C-7,cup,1,100                     | orderId is empty",
                "A-1,C-7,,1,100                     | item is empty",
                "A-1,C-7,cup,,100                   | quantity is empty",
                "A-1,C-7,cup,1,                     | priceCents is empty",
                "A-1,C-7,cup,-3,100                 | quantity '-3' is not a whole number from 1 to 1000",
                "A-1,C-7,cup,0,100                  | quantity '0' is not a whole number from 1 to 1000",
                "A-1,C-7,cup,1001,100               | quantity '1001' is not a whole number from 1 to 1000",
                "A-1,C-7,cup,two,100                | quantity 'two' is not a whole number from 1 to 1000",
                "A-1,C-7,cup,1,-1                   | priceCents '-1' is not a whole number from 0 to 100000000",
                "A-1,C-7,cup,1,1.50                 | priceCents '1.50' is not a whole number",
                "A-1,C-7,cup,1,99999999999999999999 | priceCents '99999999999999999999' is not a whole number",
            })
    void saysWhichRuleALineBreaks(String line, String reason) {
        RejectedLineException rejected = assertThrows(RejectedLineException.class, () -> OrderParser.parse(line));
        assertEquals(
                reason,
                rejected.reason()
                        .substring(
                                0, Math.min(reason.length(), rejected.reason().length())));
    }

    @Test
    void rejectsWhatWasNotUtf8() {
        RejectedLineException rejected =
                assertThrows(RejectedLineException.class, () -> OrderParser.parse("A-1,C-\uFFFD,cup,1,100"));
        assertEquals("customer is not valid UTF-8", rejected.reason());
    }
}
