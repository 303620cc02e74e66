package io.chasqui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.build.Exemptions.Exemption;
import io.chasqui.build.SourceTree.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that each rule of {@link TidyRules} can fail, and where it must not. */
class TidyRulesTest {

    private static final Path ENGINE = Path.of("provider-impl/src/main/java/io/chasqui/engine/queue/Example.java");
    private static final Path MAIN = Path.of("provider-impl/src/main/java/io/chasqui/jms/Example.java");
    private static final Path TEST = Path.of("tck-runner/src/test/java/io/chasqui/tck/Example.java");
    private static final String HEAD = "package io.chasqui.engine.queue;\n";

    private static List<Finding> check(Path path, String text) {
        List<SourceFile> files = new ArrayList<>();
        files.add(new SourceFile(path, text));
        files.add(new SourceFile(
                path.resolveSibling("package-info.java"), "@NullMarked package " + packageOf(text) + ";"));
        return TidyRules.check(SourceTree.parse(files));
    }

    private static String packageOf(String text) {
        return text.lines().findFirst().orElseThrow().replaceAll("package |;.*", "");
    }

    private static void assertOnly(Rule rule, int line, List<Finding> findings) {
        assertEquals(
                List.of(rule + " at line " + line),
                findings.stream().map(f -> f.rule() + " at line " + f.line()).toList(),
                () -> findings.toString());
    }

    private static String lines(int count) {
        return "\n".repeat(count);
    }

    @Test
    void findsAFileOfMoreThan500Lines() {
        assertOnly(Rule.FILE_LENGTH, 501, check(MAIN, HEAD + lines(499) + "class Example {}\n"));
        assertEquals(List.of(), check(MAIN, HEAD + lines(498) + "class Example {}\n"));
    }

    @Test
    void findsAMethodOfMoreThan70LinesButNotItsJavadoc() {
        String longest = HEAD + "class Example {\n/**" + lines(80) + "*/\nvoid run() {" + lines(69) + "}}\n";
        assertEquals(List.of(), check(MAIN, longest));
        assertOnly(Rule.METHOD_LENGTH, 3, check(MAIN, HEAD + "class Example {\nvoid run() {" + lines(70) + "}}\n"));
    }

    @Test
    void findsAConstructorOfMoreThanSixParametersOutsideRecords() {
        String parameters = "(int a, int b, int c, int d, int e, int f, int g)";
        assertOnly(
                Rule.CONSTRUCTOR_PARAMETERS, 3, check(MAIN, HEAD + "class Example {\nExample" + parameters + " {}}"));
        assertEquals(List.of(), check(MAIN, HEAD + "record Example" + parameters + " { Example {} }"));
        assertEquals(List.of(), check(MAIN, HEAD + "class Example { void run" + parameters + " {}}"));
    }

    @Test
    void findsALargeInterfaceUnlessJakartaDictatesIt() {
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            methods.append("void m").append(i).append("();");
        }
        assertOnly(Rule.INTERFACE_SIZE, 2, check(MAIN, HEAD + "interface Example {" + methods + "}"));
        String jakarta = HEAD + "import jakarta.jms.Session;\ninterface Example extends Session {" + methods + "}";
        assertEquals(List.of(), check(MAIN, jakarta));
        assertEquals(List.of(), check(MAIN, HEAD + "abstract class Example {}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"QueueManager", "Helper", "StringUtils", "QueueImpl", "JMSInfo", "DataQueue", "FrameProcessor"})
    void findsNamesThatSayNothing(String name) {
        assertOnly(Rule.NAME, 2, check(MAIN, HEAD + "class " + name + " {}"));
        assertOnly(Rule.NAME, 3, check(MAIN, HEAD + "class Example {\nenum " + name + " {} }"));
    }

    @Test
    void allowsAWordWithinAWordAndOneThatJakartaDictates() {
        assertEquals(List.of(), check(MAIN, HEAD + "class Database { class Informed {} class Implied {} }"));
        assertEquals(
                List.of(),
                check(MAIN, HEAD + "import jakarta.jms.ConnectionMetaData;\nclass M implements ConnectionMetaData {}"));
        assertEquals(
                List.of(),
                check(
                        MAIN,
                        HEAD + "import jakarta.jms.ConnectionMetaData;\n"
                                + "class JmsConnectionMetaData implements ConnectionMetaData {}"));
    }

    @Test
    void findsAPackageWithoutPageOrWithoutNullMarked() {
        SourceFile alone = new SourceFile(MAIN, "package a;");
        assertOnly(Rule.PACKAGE_INFO, 1, TidyRules.check(SourceTree.parse(List.of(alone))));
        SourceFile unmarked = new SourceFile(MAIN.resolveSibling("package-info.java"), "package a;");
        assertOnly(Rule.PACKAGE_INFO, 1, TidyRules.check(SourceTree.parse(List.of(alone, unmarked))));
        assertEquals(List.of(), TidyRules.check(SourceTree.parse(List.of(new SourceFile(TEST, "package a;")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.out.println()",
                "java.lang.System.err.flush()",
                "new Exception().printStackTrace()",
                "use(Exception::printStackTrace)"
            })
    void findsPrintingInLibraries(String call) {
        String text = HEAD + "class Example { void run() {\n" + call + "; } }";
        assertOnly(Rule.PRINTING, 3, check(MAIN, text));
        assertEquals(List.of(), check(TEST, text));
        assertEquals(List.of(), check(Path.of("samples/src/main/java/Example.java"), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(1)",
                "java.lang.Thread.sleep(1)",
                "TimeUnit.SECONDS.sleep(1)",
                "SECONDS.sleep(1)",
                "run(Thread::sleep)"
            })
    void findsSleepingTests(String call) {
        String text = HEAD + "class Example { void run() {\n" + call + "; } }";
        assertOnly(Rule.SLEEP, 3, check(TEST, text));
        assertEquals(List.of(), check(MAIN, text));
    }

    @Test
    void findsSleepThatIsImported() {
        assertOnly(Rule.SLEEP, 2, check(TEST, HEAD + "import static java.lang.Thread.sleep;"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LOCK | class Example { synchronized void run() {} }",
                "LOCK | class Example { void run() { synchronized (this) {} } }",
                "LOCK | import java.util.concurrent.locks.ReentrantLock;",
                "CLOCK | class Example { long t = System.currentTimeMillis(); }",
                "CLOCK | class Example { long t = System.nanoTime(); }",
                "CLOCK | class Example { Object t = java.time.Instant.now(); }",
                "CLOCK | class Example { Object t = new java.util.Random(); }",
                "CLOCK | class Example { java.util.function.Supplier<?> t = Random::new; }",
                "CLOCK | class Example { java.util.function.LongSupplier t = System::nanoTime; }",
                "CLOCK | import static java.lang.System.nanoTime;"
            })
    void findsLocksAndClocksInTheEngine(Rule rule, String text) {
        assertOnly(rule, 2, check(ENGINE, HEAD + text));
        assertEquals(List.of(), check(MAIN, text.isEmpty() ? HEAD : "package io.chasqui.jms;\n" + text));
    }

    @Test
    void findsWhatIsUnfinished() {
        assertOnly(Rule.UNFINISHED, 2, check(MAIN, HEAD + "// TO" + "DO later"));
        assertOnly(Rule.UNFINISHED, 2, check(TEST, HEAD + "class Example { @Disabled void run() {} }"));
        assertEquals(List.of(), check(TEST, HEAD + "class Example { @Test void run() {} }"));
    }

    @Test
    void anExemptionHoldsForItsPlaceOnlyAndEndsWhenItIsNotNeeded() {
        List<Finding> findings = check(MAIN, HEAD + "class QueueImpl {}");
        String subject = "io.chasqui.engine.queue.QueueImpl";
        assertEquals(List.of(), Exemptions.apply(List.of(new Exemption(Rule.NAME, subject, "example")), findings));

        List<String> other =
                Exemptions.apply(List.of(new Exemption(Rule.NAME, "io.chasqui.Other", "example")), findings);
        assertEquals(2, other.size(), other::toString);
        assertTrue(other.get(0).startsWith(MAIN + ":2: "), other::toString);
        assertTrue(other.get(1).contains("io.chasqui.Other"), other::toString);
    }
}
