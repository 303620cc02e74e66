package io.chasqui.samples.flashsale;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares the books with each other and with the orders that should be in them: those that were sent, or after Ctrl-C those
 * that were handled until then. Used once the sale is over, by one thread.
 */
final class Audit {

    private final Books books;
    private final Scoreboard board;
    private final Rejects rejects;
    private final Set<String> expected;
    private final List<String> findings = new ArrayList<>();

    Audit(Books books, Scoreboard board, Rejects rejects) {
        this.books = books;
        this.board = board;
        this.rejects = rejects;
        expected = board.wasInterrupted() ? books.handled().orderIds() : board.sentIds();
    }

    Set<String> expected() {
        return expected;
    }

    /** @return what does not add up, in words; empty when every order was handled exactly once */
    List<String> findings() {
        findings.clear();
        checkRun();
        checkOrders();
        checkMoney();
        return List.copyOf(findings);
    }

    private void checkRun() {
        String failure = board.failure();
        if (failure != null) {
            findings.add(failure);
        }
        String problem = rejects.problem();
        if (problem != null) {
            findings.add(problem);
        }
        require(board.sent() > 0 || board.wasInterrupted(), "there was no order in the file, so nothing was proved");
    }

    private void checkOrders() {
        require(
                books.ledger().size() == expected.size() && books.ledger().missing(expected) == 0,
                "the ledger has not exactly the orders that were " + verb());
        checkTally("handled orders", books.handled());
        checkTally("payments", books.payments());
        checkTally("stock events of the warehouse", books.warehouse());
        checkTally("stock events of analytics", books.analytics());
        // A connection that broke brings orders back, and a broker that was killed may forget how often: the books tell
        // then.
        boolean steady = board.undone() == 0 && board.notes().isEmpty();
        long returning = steady ? board.rolledBack() - board.redelivered() : 0;
        require(
                returning == 0 || board.wasInterrupted() && returning > 0,
                "orders were rolled back " + board.rolledBack() + " times, but came again " + board.redelivered()
                        + " times");
    }

    private void checkTally(String name, Tally tally) {
        require(tally.isExactly(expected), "the " + name + " are not exactly one for each order that was " + verb());
    }

    private String verb() {
        return board.wasInterrupted() ? "handled" : "sent";
    }

    private void checkMoney() {
        require(
                books.ledger().totalCents() == books.payments().cents(),
                "the ledger says " + Text.money(books.ledger().totalCents()) + ", the payments say "
                        + Text.money(books.payments().cents()));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }
}
