package io.chasqui.build;

import com.sun.source.tree.CompilationUnitTree;
import io.chasqui.build.SourceTree.SourceFile;
import io.chasqui.build.SourceTree.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Applies every {@link Rule} to parsed sources. What concerns a whole file or package is here; the rest in the scanners. */
final class TidyRules {

    private static final int MAX_FILE_LINES = 500;

    /** In two halves, so that this file does not offend. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");

    private TidyRules() {}

    static List<Finding> check(List<Unit> units) {
        List<Finding> findings = new ArrayList<>();
        for (Unit unit : units) {
            checkText(unit.file(), findings);
            new ShapeScanner(unit, findings).scan(unit.tree(), null);
            new CallScanner(unit, findings).scan(unit.tree(), null);
        }
        checkPackages(units, findings);
        findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
        return findings;
    }

    private static void checkText(SourceFile file, List<Finding> findings) {
        List<String> lines = file.text().lines().toList();
        String subject = slashed(file.path());
        if (lines.size() > MAX_FILE_LINES) {
            findings.add(new Finding(
                    Rule.FILE_LENGTH, subject, file.path(), lines.size(), "the file has " + lines.size() + " lines"));
        }
        for (int i = 0; i < lines.size(); i++) {
            var mark = UNFINISHED.matcher(lines.get(i));
            if (mark.find()) {
                findings.add(new Finding(Rule.UNFINISHED, subject, file.path(), i + 1, "says " + mark.group()));
            }
        }
    }

    private static void checkPackages(List<Unit> units, List<Finding> findings) {
        Map<Path, Unit> firstOfFolder = new LinkedHashMap<>();
        Map<Path, CompilationUnitTree> packageTrees = new LinkedHashMap<>();
        for (Unit unit : units) {
            Path path = unit.file().path();
            boolean moduleDeclaration = path.endsWith("module-info.java");
            if (unit.file().isMain() && !moduleDeclaration) {
                firstOfFolder.putIfAbsent(path.getParent(), unit);
                if (path.endsWith("package-info.java")) {
                    packageTrees.put(path.getParent(), unit.tree());
                }
            }
        }
        firstOfFolder.forEach((folder, unit) -> {
            CompilationUnitTree tree = packageTrees.get(folder);
            if (tree == null) {
                add(findings, folder, unit, "package " + unit.packageName() + " has no package-info.java");
            } else if (tree.getPackageAnnotations().stream()
                    .noneMatch(a -> lastName(a.getAnnotationType().toString()).equals("NullMarked"))) {
                add(findings, folder, unit, "package " + unit.packageName() + " is not @NullMarked");
            }
        });
    }

    private static void add(List<Finding> findings, Path folder, Unit unit, String what) {
        Path file = folder.resolve("package-info.java");
        findings.add(new Finding(Rule.PACKAGE_INFO, unit.packageName(), file, 1, what));
    }

    static String lastName(String qualified) {
        return qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
