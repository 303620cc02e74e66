package io.chasqui.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.build.SourceTree.Unit;
import io.chasqui.protocol.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers and cycles, each in class files and in sources: one catches what the other misses. */
class ArchitectureTest {

    /** The packages of the module that holds the class, be it a folder or an archive. */
    private static PackageGraph moduleOf(Class<?> member) {
        JavaClasses classes = new ClassFileImporter()
                .importLocations(Set.of(
                        Location.of(member.getProtectionDomain().getCodeSource().getLocation())));
        assertFalse(classes.isEmpty(), "no classes in the module of " + member);
        return PackageGraph.ofClasses(classes);
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        assertNone(Layers.OF_PROVIDER.offenders(moduleOf(Command.class)));
        List<Unit> sources = SourceTree.ofProject().stream()
                .filter(unit -> unit.file().module().equals("provider-impl")
                        && unit.file().isMain())
                .toList();
        assertNone(Layers.OF_PROVIDER.offenders(PackageGraph.ofSources(sources)));
    }

    @ParameterizedTest
    @ValueSource(classes = {ChasquiQueue.class, Command.class})
    void compiledPackagesFormNoCycle(Class<?> member) {
        assertNone(moduleOf(member).cycles());
    }

    /** A module that runs nothing but tests is judged by them. */
    @Test
    void sourcePackagesFormNoCycleInAnyModule() {
        Map<String, List<Unit>> byModule = SourceTree.ofProject().stream()
                .collect(Collectors.groupingBy(unit -> unit.file().module(), TreeMap::new, Collectors.toList()));
        byModule.forEach((module, units) -> {
            List<Unit> main =
                    units.stream().filter(unit -> unit.file().isMain()).toList();
            assertNone(PackageGraph.ofSources(main.isEmpty() ? units : main).cycles());
        });
    }

    private static void assertNone(List<String> offenders) {
        assertEquals("", String.join("\n", offenders));
    }
}
