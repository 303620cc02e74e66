package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Writer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proof must be able to fail. */
class AuditTest {

    private static final Order FIRST = new Order("A-1", "c", "i", 2, 50);
    private static final Order SECOND = new Order("A-2", "c", "i", 1, 70);

    private final Books books = new Books(2);
    private final Scoreboard board = new Scoreboard();
    private final Rejects rejects = new Rejects(Writer.nullWriter());

    @BeforeEach
    void sellTwoOrders() {
        board.countSent(Set.of(FIRST.id(), SECOND.id()));
        handle(FIRST);
        handle(SECOND);
    }

    private void handle(Order order) {
        books.ledger().enter(order);
        books.handled().count(1, order.id(), order.totalCents());
        books.payments().count(0, order.id(), order.totalCents());
        books.warehouse().count(0, order.id(), 0);
        books.analytics().count(1, order.id(), 0);
    }

    @Test
    void findsNothingWhenEveryOrderWasHandledOnce() {
        assertEquals(List.of(), findings());
    }

    @Test
    void findsAPaymentThatWasMadeTwice() {
        books.payments().count(0, FIRST.id(), FIRST.totalCents());
        assertEquals(1, books.payments().duplicates());
        assertEquals(
                List.of(
                        "the payments are not exactly one for each order that was sent",
                        "the ledger says 1.70, the payments say 2.70"),
                findings());
    }

    @Test
    void findsAnOrderThatGotLost() {
        board.countSent(Set.of("A-3"));
        assertEquals(1, books.ledger().missing(board.sentIds()));
        assertEquals(
                List.of(
                        "the ledger has not exactly the orders that were sent",
                        "the handled orders are not exactly one for each order that was sent",
                        "the payments are not exactly one for each order that was sent",
                        "the stock events of the warehouse are not exactly one for each order that was sent",
                        "the stock events of analytics are not exactly one for each order that was sent"),
                findings());
    }

    @Test
    void findsAnEventOfAnOrderNobodySentInPlaceOfOneThatWas() {
        Books other = new Books(2);
        other.analytics().count(0, FIRST.id(), 0);
        other.analytics().count(0, "A-9", 0);
        assertEquals(0, other.analytics().duplicates());
        assertEquals(1, other.analytics().missing(board.sentIds()));
        assertEquals(false, other.analytics().isExactly(board.sentIds()));
    }

    @Test
    void findsARollbackWithoutARedelivery() {
        board.countRollback();
        assertEquals(List.of("orders were rolled back 1 times, but came again 0 times"), findings());
    }

    @Test
    void judgesAnInterruptedSaleByWhatItHandled() {
        board.countSent(Set.of("A-3"));
        board.countRollback();
        board.interrupt();
        assertEquals(List.of(), findings());
        books.warehouse().count(0, FIRST.id(), 0);
        assertEquals(
                List.of("the stock events of the warehouse are not exactly one for each order that was handled"),
                findings());
    }

    @Test
    void reportsTheFirstFailureOnly() {
        board.fail("the disk burns");
        board.fail("the network, too");
        assertEquals(List.of("the disk burns"), findings());
    }

    @Test
    void takesAnOrderThatComesAgainIntoTheLedgerOnce() {
        assertEquals(false, books.ledger().enter(FIRST));
        assertEquals(2, books.ledger().size());
        assertEquals(170, books.ledger().totalCents());
    }

    private List<String> findings() {
        return new Audit(books, board, rejects).findings();
    }
}
