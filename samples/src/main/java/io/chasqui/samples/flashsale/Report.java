package io.chasqui.samples.flashsale;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The table at the end. Used once the sale is over. */
final class Report {

    private static final int MOST_NOTES = 20;

    private final PrintStream out;
    private final Options options;
    private final Books books;
    private final Scoreboard board;
    private final Rejects rejects;
    private final Audit audit;

    Report(PrintStream out, Options options, Books books, Scoreboard board, Rejects rejects) {
        this.out = out;
        this.options = options;
        this.books = books;
        this.board = board;
        this.rejects = rejects;
        audit = new Audit(books, board, rejects);
    }

    /** @return whether every order of the file was handled exactly once */
    boolean print() {
        out.println();
        printOrders();
        out.println();
        printTimes();
        out.println();
        rejects.print(out);
        board.notes().stream().distinct().limit(MOST_NOTES).forEach(note -> out.println("  note: " + note));
        List<String> findings = audit.findings();
        if (!findings.isEmpty()) {
            out.println("NOT OK:");
            findings.forEach(finding -> out.println("  - " + finding));
        } else if (board.wasInterrupted()) {
            out.println("INTERRUPTED: every order so far was handled exactly once; " + Text.count(board.backlog())
                    + " still wait in the queue.");
        } else {
            out.println("OK: every order was handled exactly once.");
        }
        out.flush();
        return findings.isEmpty() && !board.wasInterrupted();
    }

    private void printOrders() {
        row("orders read", board.sent() + rejects.count(), "");
        row("  rejected", rejects.count(), "");
        row("  sent", board.sent(), "");
        tally("  handled by " + options.workers() + " workers", books.handled());
        row("ledger entries", books.ledger().size(), exactness(0, books.ledger().missing(audit.expected())));
        tally("payments", books.payments());
        tally("stock: warehouse", books.warehouse());
        tally("stock: analytics", books.analytics());
        row("rolled back", board.rolledBack(), "cards declined at the first attempt");
        if (board.undone() > 0 || !board.notes().isEmpty()) {
            row("undone", board.undone(), "transactions rolled back when a connection broke, and done again");
        }
        row("redelivered", board.redelivered(), "the same orders, accepted at a later attempt");
    }

    private void tally(String name, Tally tally) {
        row(
                name,
                tally.seen(),
                exactness(tally.duplicates(), tally.missing(audit.expected())) + "   " + tally.shares());
    }

    private static String exactness(long duplicates, long missing) {
        return "duplicates " + Text.count(duplicates) + "   missing " + Text.count(missing);
    }

    private void printTimes() {
        String limit = options.rate() == 0 ? "no limit" : "limit " + Text.count(options.rate()) + "/s";
        line("burst", speed(board.sent(), board.burstNanos()));
        line("drained", speed(board.committed(), board.drainNanos()) + " (" + limit + ")");
        line("peak backlog", Text.count(board.peakBacklog()) + " orders");
        Histogram latency = board.latencyMicros();
        line(
                "latency",
                "p50 " + percentile(latency, 50) + "   p99 " + percentile(latency, 99) + "   p99.9 "
                        + percentile(latency, 99.9) + "   max " + Text.latency(latency.getMaxValue()));
        line("", "from send to commit, the wait in the queue included");
        line("elapsed", Text.seconds(board.elapsedNanos()));
    }

    private static String speed(long orders, long nanos) {
        return Text.seconds(nanos) + "   " + Text.count(Text.perSecond(orders, nanos)) + "/s";
    }

    private static String percentile(Histogram latency, double percent) {
        return Text.latency(latency.getValueAtPercentile(percent));
    }

    private void row(String name, long count, String remark) {
        out.println(String.format(Locale.ROOT, "%-24s %9s   %s", name, Text.count(count), remark)
                .stripTrailing());
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
