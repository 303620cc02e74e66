package io.chasqui.build;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.chasqui.build.SourceTree.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes, names, package pages and banned calls in the sources of all modules. */
class TidyTest {

    @Test
    void everySourceKeepsTheRulesOfShape() {
        List<Unit> units = SourceTree.ofProject();
        List<String> offenders = Exemptions.apply(Exemptions.ALLOWED, TidyRules.check(units));
        if (!offenders.isEmpty()) {
            fail(offenders.size() + " places break a rule:\n" + String.join("\n", offenders));
        }
    }

    @Test
    void readsTheSourcesOfEveryModule() {
        List<String> modules = SourceTree.ofProject().stream()
                .map(unit -> unit.file().module())
                .distinct()
                .toList();
        assertTrue(modules.containsAll(List.of("provider-api", "provider-impl")), "read only " + modules);
    }
}
