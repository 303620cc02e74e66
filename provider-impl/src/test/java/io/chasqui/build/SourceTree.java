package io.chasqui.build;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The parsed sources of the project, read by the JDK's own compiler: parsed only, so no class path is needed. */
final class SourceTree {

    /**
     * One source file.
     *
     * @param path below the project's root, with the module's folder first
     */
    record SourceFile(Path path, String text) {

        String module() {
            return path.getName(0).toString();
        }

        /** Whether it is part of what users run, rather than of tests. */
        boolean isMain() {
            return path.startsWith(Path.of(module(), "src", "main"));
        }
    }

    /** A source file with its tree. */
    record Unit(SourceFile file, CompilationUnitTree tree, SourcePositions positions) {

        String packageName() {
            return tree.getPackageName() == null ? "" : tree.getPackageName().toString();
        }

        int firstLine(Tree part) {
            return lineAt(positions.getStartPosition(tree, part));
        }

        int lastLine(Tree part) {
            return lineAt(positions.getEndPosition(tree, part));
        }

        private int lineAt(long position) {
            return (int) tree.getLineMap().getLineNumber(Math.max(0, position));
        }
    }

    private SourceTree() {}

    /** The folder that holds the modules. Tests run in their module's folder, which Maven names in {@code basedir}. */
    static Path projectRoot() {
        String moduleFolder = System.getProperty("basedir", System.getProperty("user.dir"));
        for (Path folder = Path.of(moduleFolder).toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("provider-impl").resolve("src"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + moduleFolder + " holds provider-impl/src");
    }

    /** Every Java source below the {@code src} folder of every module; read once for all checks. */
    static List<Unit> ofProject() {
        return Project.UNITS;
    }

    private static final class Project {
        private static final List<Unit> UNITS = readProject();
    }

    private static List<Unit> readProject() {
        Path root = projectRoot();
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                if (Files.exists(module.resolve("pom.xml")) && Files.isDirectory(module.resolve("src"))) {
                    readSources(root, module.resolve("src"), files);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(files);
    }

    private static void readSources(Path root, Path sources, List<SourceFile> files) throws IOException {
        try (Stream<Path> found = Files.walk(sources)) {
            for (Path path : found.sorted().toList()) {
                if (path.toString().endsWith(".java")) {
                    files.add(new SourceFile(root.relativize(path), Files.readString(path)));
                }
            }
        }
    }

    /**
     * A name as written, {@code java.lang.System.out}; what is not a name stands as {@code ()}. The tree's own text would
     * repeat the whole of every call chain at each of its links.
     */
    static String nameOf(Tree tree) {
        if (tree instanceof MemberSelectTree select) {
            return nameOf(select.getExpression()) + "." + select.getIdentifier();
        }
        return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "()";
    }

    /** Parses without resolving anything: a name in the tree is what the source says. */
    static List<Unit> parse(List<SourceFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        Map<URI, SourceFile> byAddress = new LinkedHashMap<>();
        files.forEach(file -> byAddress.put(addressOf(file), file));
        List<InMemory> inputs = files.stream().map(InMemory::new).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task =
                (JavacTask) compiler.getTask(null, null, SourceTree::refuse, List.of("-proc:none"), null, inputs);
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<Unit> units = new ArrayList<>();
        try {
            for (CompilationUnitTree tree : task.parse()) {
                units.add(new Unit(
                        Objects.requireNonNull(
                                byAddress.get(tree.getSourceFile().toUri())),
                        tree,
                        positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return units;
    }

    private static URI addressOf(SourceFile file) {
        return URI.create("memory:///" + file.path().toString().replace('\\', '/'));
    }

    private static void refuse(Diagnostic<? extends JavaFileObject> diagnostic) {
        throw new IllegalArgumentException("not Java: " + diagnostic);
    }

    /** A source the compiler takes from memory. */
    static final class InMemory extends SimpleJavaFileObject {
        private final SourceFile file;

        InMemory(SourceFile file) {
            super(addressOf(file), JavaFileObject.Kind.SOURCE);
            this.file = file;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }

        @Override
        public boolean isNameCompatible(@Nullable String simpleName, Kind kind) {
            return true;
        }
    }
}
