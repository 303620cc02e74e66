package io.chasqui.conformance;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests of the suite with the rules they cover, found in the directory this class was loaded from. */
final class SuiteScan {

    private static final List<Class<? extends Annotation>> TEST_KINDS =
            List.of(Test.class, ParameterizedTest.class, TestFactory.class, RepeatedTest.class);

    /** Tests as {@code Class#method}, by the ID of the rule. */
    final Map<String, Set<String>> tests = new TreeMap<>();

    /** Methods that say they cover a rule, but are not run; and tests of the suite that name no rule. */
    final List<String> mistakes = new ArrayList<>();

    SuiteScan() throws IOException {
        for (Class<?> type : classes()) {
            for (Method method : type.getDeclaredMethods()) {
                look(type, method);
            }
        }
        mistakes.sort(Comparator.naturalOrder());
    }

    private void look(Class<?> type, Method method) {
        boolean test = TEST_KINDS.stream().anyMatch(method::isAnnotationPresent);
        Covers covers = method.getAnnotation(Covers.class);
        String name = simpleName(type) + "#" + method.getName();
        if (covers == null) {
            if (test && ConformanceTest.class.isAssignableFrom(type)) {
                mistakes.add(name + " is a test of the suite, but names no rule: add @Covers");
            }
            return;
        }
        if (!test) {
            mistakes.add(name + " says @Covers, but is no test: add @Test or remove @Covers");
        }
        for (String id : covers.value()) {
            tests.computeIfAbsent(id, key -> new TreeSet<>()).add(name);
        }
    }

    private static String simpleName(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static List<Class<?>> classes() throws IOException {
        Path root = root();
        String folder = SuiteScan.class.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            List<Class<?>> found = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                found.add(Class.forName(
                        name.substring(0, name.length() - ".class".length()), false, SuiteScan.class.getClassLoader()));
            }
            return found;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class file that does not load", e);
        }
    }

    private static Path root() {
        try {
            return Path.of(SuiteScan.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the test classes have no place", e);
        }
    }
}
