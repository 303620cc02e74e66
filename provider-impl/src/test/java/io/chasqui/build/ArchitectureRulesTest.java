package io.chasqui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.chasqui.build.SourceTree.InMemory;
import io.chasqui.build.SourceTree.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that {@link Layers} and {@link PackageGraph} find offenders, on small programs compiled for the purpose. */
class ArchitectureRulesTest {

    @TempDir
    Path output;

    /** Each source is one class: {@code package.Name: body}. */
    private static List<SourceFile> sources(String... sources) {
        return Stream.of(sources)
                .map(source -> {
                    String[] parts = source.split(": ", 2);
                    int dot = parts[0].lastIndexOf('.');
                    String text = "package " + parts[0].substring(0, dot) + ";\npublic class "
                            + parts[0].substring(dot + 1) + " { " + parts[1] + " }";
                    return new SourceFile(
                            Path.of("example", "src", "main", parts[0].replace('.', '/') + ".java"), text);
                })
                .toList();
    }

    private PackageGraph compile(String... sources) {
        List<InMemory> inputs = sources(sources).stream().map(InMemory::new).toList();
        List<String> options = List.of("-d", output.toString(), "-proc:none");
        assertTrue(ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, inputs)
                .call());
        return PackageGraph.ofClasses(new ClassFileImporter().importPath(output));
    }

    private static void assertOffender(String expected, List<String> offenders) {
        assertEquals(1, offenders.size(), offenders::toString);
        assertTrue(offenders.get(0).contains(expected), offenders::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "jms,engine",
        "jms.message,loop",
        "jms,transport.vm",
        "transport.vm,engine",
        "transport.tcp,engine.session",
        "engine.queue,jms",
        "engine,transport.vm",
        "engine.queue,engine.topic",
        "engine.queue,loop.vertx",
        "engine,management",
        "transport.vm,management",
        "message,protocol",
        "protocol,api",
        "engine.queue,api.spi"
    })
    void findsAUseThatTheTableDoesNotAllow(String user, String used) {
        PackageGraph classes = compile(
                "io.chasqui." + user + ".User: io.chasqui." + used + ".Used used;", "io.chasqui." + used + ".Used: ");
        List<String> offenders = Layers.OF_PROVIDER.offenders(classes).stream()
                .filter(offender -> !offender.contains("has no row"))
                .toList();
        assertOffender("Package io.chasqui." + user + " may not use io.chasqui." + used, offenders);
    }

    @ParameterizedTest
    @CsvSource({"jms,jms.message", "jms,protocol", "engine.topic,engine.queue", "boot,management", "boot,engine"})
    void allowsTheUsesInTheTable(String user, String used) {
        PackageGraph classes = compile(
                "io.chasqui." + user + ".User: io.chasqui." + used + ".Used[] used;", "io.chasqui." + used + ".Used: ");
        assertEquals(List.of(), Layers.OF_PROVIDER.offenders(classes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.chasqui.engine.Used[] u;", "Object run() { return io.chasqui.engine.Used.make(); }"})
    void findsAUseInFieldsAndMethods(String use) {
        String[] sources = {
            "io.chasqui.jms.User: " + use, "io.chasqui.engine.Used: public static Object make() { return 1; }"
        };
        String expected = "Package io.chasqui.jms may not use io.chasqui.engine: ";
        assertOffender(expected, Layers.OF_PROVIDER.offenders(compile(sources)));
        assertOffender(
                expected, Layers.OF_PROVIDER.offenders(PackageGraph.ofSources(SourceTree.parse(sources(sources)))));
    }

    @Test
    void findsInSourcesWhatLeavesNoTraceInTheClass() {
        List<SourceFile> sources = sources("io.chasqui.jms.User: void run() { io.chasqui.engine.Used unused = null; }");
        assertOffender("User.java:2", Layers.OF_PROVIDER.offenders(PackageGraph.ofSources(SourceTree.parse(sources))));
    }

    @Test
    void findsInClassesWhatTheSourceDoesNotName() {
        PackageGraph classes = compile(
                "io.chasqui.jms.User: Object run() { return io.chasqui.protocol.Maker.make().toString(); }",
                "io.chasqui.protocol.Maker: public static io.chasqui.engine.Used make() { return null; }",
                "io.chasqui.engine.Used: @Override public String toString() { return \"\"; }");
        assertTrue(
                Layers.OF_PROVIDER.offenders(classes).stream()
                        .anyMatch(offender ->
                                offender.startsWith("Package io.chasqui.jms may not use io.chasqui.engine")),
                () -> Layers.OF_PROVIDER.offenders(classes).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "engine.recovery,org.mapdb",
        "journal,org.mapdb.volume",
        "engine,io.vertx.core",
        "jms,io.vertx.core",
        "wire,io.netty.buffer",
        "engine.queue,jakarta.jms",
        "protocol,jakarta.jms"
    })
    void findsLibrariesOutsideTheirPackages(String user, String library) {
        PackageGraph classes = compile("io.chasqui." + user + ".User: " + library + ".Used used;", library + ".Used: ");
        List<String> offenders = Layers.OF_PROVIDER.offenders(classes).stream()
                .filter(offender -> !offender.contains("has no row"))
                .toList();
        assertOffender("Package io.chasqui." + user + " may not use " + library, offenders);
    }

    @Test
    void findsAPackageWithoutARow() {
        assertOffender(
                "Package io.chasqui.misc has no row", Layers.OF_PROVIDER.offenders(compile("io.chasqui.misc.Used: ")));
    }

    @Test
    void refusesARowThatUsesOneBelow() {
        assertThrows(IllegalArgumentException.class, () -> new Layers().row("top", "bottom"));
    }

    @Test
    void findsCyclesOfTwoAndOfThreePackagesInClassesAndInSources() {
        String[] cyclic = {
            "a.One: b.Two two;",
            "b.Two: Object one() { return new a.One(); }",
            "x.One: y.Two two;",
            "y.Two: x.z.Three three;",
            "x.z.Three: x.One one;",
            "alone.Four: a.One one;"
        };
        List<String> compiled = compile(cyclic).cycles();
        List<String> written =
                PackageGraph.ofSources(SourceTree.parse(sources(cyclic))).cycles();
        for (List<String> cycles : List.of(compiled, written)) {
            assertEquals(2, cycles.size(), cycles::toString);
            assertTrue(cycles.get(0).contains("a uses b"), cycles::toString);
            assertTrue(cycles.get(1).contains("y uses x.z"), cycles::toString);
        }
        assertTrue(written.get(0).contains("One.java:2"), written::toString);
    }

    @Test
    void findsNoCycleWhereAllUsesGoDown() {
        String[] layered = {"a.One: b.Two two; a.c.Three three;", "b.Two: a.c.Three three;", "a.c.Three: Three other;"};
        assertEquals(List.of(), compile(layered).cycles());
        assertEquals(
                List.of(),
                PackageGraph.ofSources(SourceTree.parse(sources(layered))).cycles());
    }
}
