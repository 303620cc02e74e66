package io.chasqui.tck.official;

import com.sun.ts.lib.util.TestUtil;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Shows what the TCK has logged about a test that failed, and nothing of one that passed. Registered for all tests of the
 * run; the test's thread writes, JUnit's thread prints.
 *
 * <p>Design note: the TCK logs through {@code TestUtil}, which by itself keeps everything in a buffer for a harness that
 * is not here, and through loggers named after its classes. Both are led into one text for each test.
 */
public final class TckLog implements BeforeEachCallback, TestWatcher {

    /** Held, for a logger that nobody holds forgets its settings. */
    private static final Logger TCK = Logger.getLogger("com.sun.ts");

    /** Lines of stack traces that are the same for every test. */
    private static final Pattern MACHINERY = Pattern.compile(
            "^\\s+at (org\\.junit\\.|java\\.base/(jdk\\.internal\\.reflect|java\\.(lang\\.reflect|util))\\.)");

    private static volatile StringWriter text = new StringWriter();

    static {
        // First, for it logs a missing file that does not matter; the harness mode then needs its writers set.
        TestUtil.getProperties();
        begin("setup");
        TestUtil.iWhereAreWe = TestUtil.VM_HARNESS;
        TestUtil.setTrace(true);
        TCK.setUseParentHandlers(false);
        TCK.setLevel(Level.ALL);
        TCK.addHandler(new IntoText());
    }

    private static void begin(String test) {
        StringWriter fresh = new StringWriter();
        PrintWriter writer = new PrintWriter(fresh, true);
        TestUtil.setCurrentTest(test, writer, writer);
        text = fresh;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(nameOf(context));
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        StringWriter report = new StringWriter();
        PrintWriter writer = new PrintWriter(report);
        writer.println("=== TCK test failed: " + nameOf(context));
        writer.print(text);
        if (cause != null) {
            cause.printStackTrace(writer);
        }
        writer.println("=== end of " + nameOf(context));
        writer.flush();
        System.out.println(report.toString()
                .lines()
                .filter(line -> !MACHINERY.matcher(line).find())
                .collect(Collectors.joining(System.lineSeparator())));
        System.out.flush();
    }

    private static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getName() + "#"
                + context.getRequiredTestMethod().getName();
    }

    /** Takes the records of the TCK's loggers, whatever their level. */
    private static final class IntoText extends Handler {
        @Override
        public void publish(LogRecord logged) {
            PrintWriter writer = new PrintWriter(text, true);
            writer.println(logged.getLevel() + " " + logged.getMessage());
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(writer);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
