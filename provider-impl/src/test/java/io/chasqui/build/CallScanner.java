package io.chasqui.build;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import io.chasqui.build.SourceTree.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Calls and constructs that one file may not use. Names are matched as written: a static import is caught as such. */
final class CallScanner extends TreeScanner<@Nullable Void, @Nullable Void> {

    private static final Pattern PRINTING = Pattern.compile("(.*\\.)?System\\.(out|err)|.*\\.printStackTrace");
    private static final Pattern SLEEP =
            Pattern.compile("(.*\\.)?(Thread|TimeUnit|(NANO|MICRO|MILLI)?SECONDS|MINUTES)\\.sleep");
    private static final Pattern CLOCK = Pattern.compile("(.*\\.)?(System\\.(currentTimeMillis|nanoTime)|Instant\\.now"
            + "|Clock\\.system\\w*|Math\\.random|UUID\\.randomUUID|ThreadLocalRandom\\.current)");
    private static final Pattern LOCK = Pattern.compile("java\\.util\\.concurrent\\.locks\\..*");
    private static final Set<String> RANDOM = Set.of("Random", "SecureRandom", "SplittableRandom");

    private final Unit unit;
    private final List<Finding> findings;
    private final List<String> enclosing = new ArrayList<>();
    private final boolean library;
    private final boolean test;
    private final boolean engine;

    CallScanner(Unit unit, List<Finding> findings) {
        this.unit = unit;
        this.findings = findings;
        boolean main = unit.file().isMain();
        library = main && unit.file().module().startsWith("provider-");
        test = !main;
        engine = main && (unit.packageName() + '.').startsWith("io.chasqui.engine.");
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        enclosing.add(tree.getSimpleName().toString());
        super.visitClass(tree, null);
        enclosing.remove(enclosing.size() - 1);
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        checkName(tree, SourceTree.nameOf(tree));
        return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        checkName(tree, SourceTree.nameOf(tree.getQualifierExpression()) + "." + tree.getName());
        if (tree.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
            checkRandom(tree, tree.getQualifierExpression().toString());
        }
        return super.visitMemberReference(tree, null);
    }

    private void checkName(Tree where, String name) {
        if (library && PRINTING.matcher(name).matches()) {
            report(Rule.PRINTING, where, "uses " + shortened(name));
        }
        if (test && SLEEP.matcher(name).matches()) {
            report(Rule.SLEEP, where, "uses " + shortened(name));
        }
        if (engine && CLOCK.matcher(name).matches()) {
            report(Rule.CLOCK, where, "uses " + shortened(name));
        }
        if (engine && LOCK.matcher(name).matches()) {
            report(Rule.LOCK, where, "uses " + name);
        }
    }

    /** The name without the expression it may be called on. */
    private static String shortened(String name) {
        String[] parts = name.split("\\.");
        return parts.length < 2 ? name : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        checkRandom(tree, tree.getIdentifier().toString());
        return super.visitNewClass(tree, null);
    }

    private void checkRandom(Tree where, String type) {
        if (engine && RANDOM.contains(TidyRules.lastName(type))) {
            report(Rule.CLOCK, where, "makes a new " + type);
        }
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree tree, @Nullable Void nothing) {
        checkLock(tree);
        return super.visitSynchronized(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        ModifiersTree modifiers = tree.getModifiers();
        if (modifiers.getFlags().contains(Modifier.SYNCHRONIZED)) {
            checkLock(tree);
        }
        return super.visitMethod(tree, null);
    }

    private void checkLock(Tree where) {
        if (engine) {
            report(Rule.LOCK, where, "uses synchronized");
        }
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void nothing) {
        if (tree.getAnnotationType() instanceof IdentifierTree name
                && name.getName().contentEquals("Disabled")) {
            report(Rule.UNFINISHED, tree, "a disabled test");
        }
        return super.visitAnnotation(tree, null);
    }

    private void report(Rule rule, Tree where, String what) {
        String subject = unit.packageName() + (enclosing.isEmpty() ? "" : "." + String.join(".", enclosing));
        findings.add(new Finding(rule, subject, unit.file().path(), unit.firstLine(where), what));
    }
}
