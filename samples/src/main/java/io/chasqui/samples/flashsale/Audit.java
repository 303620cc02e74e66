package io.chasqui.samples.flashsale;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares the books with each other and with what was sent. Used once the sale is over. */
final class Audit {

    private final Books books;
    private final Scoreboard board;
    private final Rejects rejects;
    private final List<String> findings = new ArrayList<>();

    private Audit(Books books, Scoreboard board, Rejects rejects) {
        this.books = books;
        this.board = board;
        this.rejects = rejects;
    }

    /** @return what does not add up, in words; empty when every order was handled exactly once */
    static List<String> findings(Books books, Scoreboard board, Rejects rejects) {
        Audit audit = new Audit(books, board, rejects);
        audit.checkRun();
        audit.checkOrders();
        audit.checkMoney();
        return List.copyOf(audit.findings);
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
        require(!board.wasInterrupted(), "the sale was interrupted");
        require(board.sent() > 0, "there was no order, so nothing was proved");
    }

    private void checkOrders() {
        Set<String> sent = board.sentIds();
        require(board.backlog() == 0, Text.count(board.backlog()) + " orders were sent, but not handled");
        require(books.handled().isExactly(sent), "the orders sent and the orders handled differ");
        require(
                books.ledger().size() == sent.size() && books.ledger().missing(sent) == 0,
                "the orders sent and the ledger differ");
        require(books.payments().isExactly(sent), "the orders sent and the payments differ");
        require(books.warehouse().isExactly(sent), "the orders sent and the stock events of the warehouse differ");
        require(books.analytics().isExactly(sent), "the orders sent and the stock events of analytics differ");
        require(
                board.redelivered() == board.rolledBack(),
                "orders were rolled back " + board.rolledBack() + " times, but redelivered " + board.redelivered()
                        + " times");
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
