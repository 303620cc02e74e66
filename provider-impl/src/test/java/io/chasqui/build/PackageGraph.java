package io.chasqui.build;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.chasqui.build.SourceTree.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which package uses which, with an example of each use. */
final class PackageGraph {

    private static final Pattern TYPE_NAME = Pattern.compile("[A-Z]\\w*|\\*");
    private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z]\\w*(\\.[a-z]\\w*)*");

    /** User, then what it uses, then where. The users are the packages that the graph was made from. */
    private final Map<String, Map<String, String>> uses = new TreeMap<>();

    /** From class files: what the compiled code needs. Misses the types of local variables and of new arrays. */
    static PackageGraph ofClasses(Iterable<JavaClass> classes) {
        PackageGraph graph = new PackageGraph();
        for (JavaClass type : classes) {
            graph.addPackage(type.getPackageName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                graph.add(type.getPackageName(), used.getPackageName(), dependency.getDescription());
            }
        }
        return graph;
    }

    /** From sources: imports and full names. Misses the types that an expression has without naming them. */
    static PackageGraph ofSources(List<Unit> units) {
        PackageGraph graph = new PackageGraph();
        for (Unit unit : units) {
            graph.addPackage(unit.packageName());
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
                    String owner = SourceTree.nameOf(tree.getExpression());
                    if (TYPE_NAME.matcher(tree.getIdentifier()).matches()
                            && PACKAGE_NAME.matcher(owner).matches()) {
                        graph.add(unit.packageName(), owner, unit.file().path() + ":" + unit.firstLine(tree));
                    }
                    return super.visitMemberSelect(tree, null);
                }
            }.scan(unit.tree(), null);
        }
        return graph;
    }

    private void addPackage(String name) {
        uses.computeIfAbsent(name, user -> new TreeMap<>());
    }

    private void add(String user, String used, String where) {
        if (!user.equals(used)) {
            uses.getOrDefault(user, Map.of()).putIfAbsent(used, where);
        }
    }

    /** User, then what it uses, then an example. */
    Map<String, Map<String, String>> uses() {
        return uses;
    }

    /** For each package on a cycle the shortest one through it; each cycle once. */
    List<String> cycles() {
        Map<Set<String>, String> found = new HashMap<>();
        for (String start : uses.keySet()) {
            List<String> path = shortestWayBack(start);
            if (!path.isEmpty()) {
                found.putIfAbsent(Set.copyOf(path), describe(path));
            }
        }
        return found.values().stream().sorted().toList();
    }

    private List<String> shortestWayBack(String start) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String at = open.removeFirst();
            for (String next : uses.getOrDefault(at, Map.of()).keySet()) {
                if (uses.containsKey(next) && cameFrom.putIfAbsent(next, at) == null) {
                    open.addLast(next);
                }
            }
        }
        List<String> path = new ArrayList<>();
        for (String at = cameFrom.get(start); at != null && !at.equals(start); at = cameFrom.get(at)) {
            path.add(at);
        }
        if (path.isEmpty()) {
            return path;
        }
        path.add(start);
        Collections.reverse(path);
        return path;
    }

    private String describe(List<String> path) {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            String user = path.get(i);
            String used = path.get((i + 1) % path.size());
            steps.add("  " + user + " uses " + used + ": "
                    + uses.getOrDefault(user, Map.of()).get(used));
        }
        return steps.stream()
                .collect(Collectors.joining(
                        "\n", "Packages use each other in a circle; move or invert one of these uses:\n", ""));
    }
}
