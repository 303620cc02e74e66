package io.chasqui.samples.flashsale;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Shows where the sale stands while it runs: on a terminal one line, rewritten several times a second; otherwise (a file, a
 * pipe, a build server) a new line every second. Owned by its timer's thread.
 */
final class Progress implements AutoCloseable {

    private static final long REWRITE_MILLIS = 200;
    private static final long NEW_LINE_MILLIS = 1_000;
    private static final int BAR_WIDTH = 20;
    private static final String CLEAR_TO_END = "\u001b[K";
    private static final ThreadFactory DAEMON = work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    };

    private final Scoreboard board;
    private final PrintStream out;
    private final boolean terminal;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(DAEMON);

    private long lastNanos;
    private long lastSent;
    private long lastCommitted;

    Progress(Scoreboard board, PrintStream out, boolean terminal) {
        this.board = board;
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether somebody looks at standard output on a screen that can go back to the start of a line. */
    static boolean isTerminal() {
        String term = System.getenv("TERM");
        Console console = System.console();
        return console != null && isTerminal(console) && term != null && !term.equals("dumb");
    }

    /** Up to Java 21 there is a console on a terminal only; from 22 on there may be one always, and it must be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    void start() {
        long periodMillis = terminal ? REWRITE_MILLIS : NEW_LINE_MILLIS;
        timer.scheduleAtFixedRate(this::show, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    void show() {
        String line = line(board.elapsedNanos());
        if (terminal) {
            out.print('\r' + line + CLEAR_TO_END);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** One line of fewer than 80 characters, with the rates since the line before. */
    String line(long nowNanos) {
        long sent = board.sent();
        long committed = board.committed();
        long nanos = nowNanos - lastNanos;
        long in = Text.perSecond(sent - lastSent, nanos);
        long out = Text.perSecond(committed - lastCommitted, nanos);
        lastNanos = nowNanos;
        lastSent = sent;
        lastCommitted = committed;
        return String.format(
                Locale.ROOT,
                "%s  backlog %7s  in %9s  out %9s  %s",
                done(committed, sent),
                Text.count(board.backlog()),
                Text.count(in) + "/s",
                Text.count(out) + "/s",
                Text.seconds(nowNanos));
    }

    /** As long as orders arrive, nobody knows how many there will be. */
    private String done(long committed, long sent) {
        if (!board.isBurstOver() || sent == 0) {
            return "[" + " ".repeat(BAR_WIDTH) + "]  --%";
        }
        int filled = (int) Math.min(BAR_WIDTH, committed * BAR_WIDTH / sent);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%",
                "#".repeat(filled),
                ".".repeat(BAR_WIDTH - filled),
                Math.min(100, committed * 100 / sent));
    }

    /** On a terminal, shows the last state once more and leaves it there. */
    @Override
    public void close() {
        timer.shutdown();
        boolean quiet = false;
        try {
            quiet = timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal && quiet) {
            show();
            out.println();
        }
    }
}
