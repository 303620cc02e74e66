package io.chasqui.samples.flashsale;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program: reads the command line, opens the files, holds the {@link Sale} and prints the {@link Report}. */
public final class FlashSale {

    static final String BUNDLED_ORDERS = "orders.csv";

    private static final int EXACT = 0;
    private static final int NOT_EXACT = 1;
    private static final int WRONG_USE = 2;
    private static final long STOP_SECONDS = 15;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Scoreboard board = new Scoreboard();

    FlashSale(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public static void main(String[] args) {
        FlashSale program = new FlashSale(System.in, System.out, System.err, Progress.isTerminal());
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> program.stop(finished), "stop"));
        int exitCode = program.run(args);
        finished.countDown();
        System.exit(exitCode);
    }

    /** Ctrl-C: the JVM ends when this returns, so it waits for the table. After a normal end there is nothing to wait for. */
    private void stop(CountDownLatch finished) {
        if (finished.getCount() == 0) {
            return;
        }
        interrupt();
        try {
            finished.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the sale early; what was begun is finished or given back to the queue. */
    void interrupt() {
        board.interrupt();
    }

    /** @return the exit code */
    int run(String... args) {
        if (CommandLine.asksForHelp(args)) {
            out.println(CommandLine.HELP);
            return EXACT;
        }
        try {
            Options options = CommandLine.parse(args);
            ConnectionFactory factory = factory(options.url());
            try (InputStream orders = openOrders(options.file());
                    Writer rejected = openRejected(options.rejected(), options.file())) {
                return hold(factory, options, orders, new Rejects(rejected));
            }
        } catch (UsageException e) {
            err.println("flash-sale: " + e.getMessage());
            err.println("Use --help to see the options.");
            return WRONG_USE;
        } catch (IOException e) {
            err.println("flash-sale: a file could not be closed: " + e.getMessage());
            return NOT_EXACT;
        }
    }

    /** The only line that names the provider; with JNDI or injection there would be none. */
    private static ConnectionFactory factory(String url) throws UsageException {
        try {
            return new ChasquiConnectionFactory(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("option --url is '" + url + "': " + e.getMessage());
        }
    }

    private int hold(ConnectionFactory factory, Options options, InputStream orders, Rejects rejects) {
        Books books = new Books(options.workers());
        try (Sale sale = new Sale(factory, options, new OrderFile(orders, rejects), books, board);
                Progress progress = new Progress(board, out, terminal)) {
            progress.start();
            sale.run();
        } catch (JMSException | JMSRuntimeException e) {
            board.fail("at " + options.url() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            board.interrupt();
        }
        String failure = board.failure();
        if (failure != null && board.sent() == 0) {
            err.println("flash-sale: " + failure);
            return NOT_EXACT;
        }
        return new Report(out, options, books, board, rejects).print() ? EXACT : NOT_EXACT;
    }

    private InputStream openOrders(@Nullable String file) throws UsageException {
        if (file == null) {
            InputStream bundled = FlashSale.class.getResourceAsStream(BUNDLED_ORDERS);
            if (bundled == null) {
                throw new UsageException("the bundled orders are not on the class path; name a file with --file");
            }
            return bundled;
        }
        try {
            return file.equals("-") ? in : openFile(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("option --file: there is no file '" + file + "'");
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("option --file: '" + file + "' cannot be read: " + e.getMessage());
        }
    }

    private static InputStream openFile(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory");
        }
        return Files.newInputStream(path);
    }

    private static Writer openRejected(@Nullable String file, @Nullable String orders) throws UsageException {
        if (file == null) {
            return Writer.nullWriter();
        }
        try {
            if (orders != null && Files.exists(Path.of(file)) && Files.isSameFile(Path.of(file), Path.of(orders))) {
                throw new UsageException(
                        "option --rejected: '" + file + "' is the file of orders; it would be overwritten");
            }
            return Files.newBufferedWriter(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "option --rejected: '" + file + "' cannot be written: its directory does not exist");
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("option --rejected: '" + file + "' cannot be written: " + e.getMessage());
        }
    }
}
