package io.chasqui.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import io.chasqui.build.SourceTree.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sizes and names of the types, methods and constructors of one file. */
final class ShapeScanner extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_PARAMETERS = 6;
    private static final int MAX_INTERFACE_METHODS = 12;
    private static final Set<String> EMPTY_WORDS =
            Set.of("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Info", "Data", "Processor");

    private final Unit unit;
    private final List<Finding> findings;
    private final Deque<ClassTree> enclosing = new ArrayDeque<>();
    private final Set<String> jakartaNames = new HashSet<>();
    private final Set<String> ownNames = new HashSet<>();

    ShapeScanner(Unit unit, List<Finding> findings) {
        this.unit = unit;
        this.findings = findings;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        String name = tree.getQualifiedIdentifier().toString();
        (name.startsWith("io.chasqui.") ? ownNames : name.startsWith("jakarta.") ? jakartaNames : new HashSet<String>())
                .add(TidyRules.lastName(name));
        return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        enclosing.addLast(tree);
        if (!tree.getSimpleName().isEmpty()) {
            checkName(tree);
        }
        if (tree.getKind() == Tree.Kind.INTERFACE) {
            checkInterface(tree);
        }
        super.visitClass(tree, null);
        enclosing.removeLast();
        return null;
    }

    private void checkName(ClassTree tree) {
        String name = tree.getSimpleName().toString();
        for (String word : name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")) {
            if (EMPTY_WORDS.contains(word) && !inherited(tree, word)) {
                report(Rule.NAME, typeName(), tree, "type " + name + " is called \"" + word + "\"");
            }
        }
    }

    /** Whether somebody else's type, which this one implements, has the word: {@code ConnectionMetaData}. */
    private boolean inherited(ClassTree tree, String word) {
        return superTypes(tree).stream()
                .anyMatch(name -> !ownNames.contains(name) && name.contains(word) && jakartaNames.contains(name));
    }

    private void checkInterface(ClassTree tree) {
        long methods =
                tree.getMembers().stream().filter(MethodTree.class::isInstance).count();
        if (methods > MAX_INTERFACE_METHODS && superTypes(tree).stream().noneMatch(jakartaNames::contains)) {
            report(
                    Rule.INTERFACE_SIZE,
                    typeName(),
                    tree,
                    "interface " + tree.getSimpleName() + " declares " + methods + " methods");
        }
    }

    private static List<String> superTypes(ClassTree tree) {
        List<Tree> all = new ArrayList<>(tree.getImplementsClause());
        if (tree.getExtendsClause() != null) {
            all.add(tree.getExtendsClause());
        }
        return all.stream()
                .map(type -> type.toString().replaceAll("<.*", ""))
                .map(TidyRules::lastName)
                .toList();
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        boolean constructor = tree.getReturnType() == null;
        String name =
                constructor ? "constructor of " + enclosing.getLast().getSimpleName() : "method " + tree.getName();
        String subject = typeName() + (constructor ? "" : "." + tree.getName());
        int lines = unit.lastLine(tree) - unit.firstLine(tree) + 1;
        if (lines > MAX_METHOD_LINES) {
            report(Rule.METHOD_LENGTH, subject, tree, name + " has " + lines + " lines");
        }
        int parameters = tree.getParameters().size();
        if (constructor && parameters > MAX_PARAMETERS && enclosing.getLast().getKind() != Tree.Kind.RECORD) {
            report(Rule.CONSTRUCTOR_PARAMETERS, subject, tree, name + " takes " + parameters + " parameters");
        }
        return super.visitMethod(tree, null);
    }

    private String typeName() {
        StringBuilder name = new StringBuilder(unit.packageName());
        enclosing.forEach(type -> name.append('.').append(type.getSimpleName()));
        return name.toString();
    }

    private void report(Rule rule, String subject, Tree where, String what) {
        findings.add(new Finding(rule, subject, unit.file().path(), unit.firstLine(where), what));
    }
}
