package dev.wadi.plugin.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All that a plugin's author sees of the interface and of the test kit says what it is. */
class SpiJavadocTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java/dev/wadi/plugin/spi"), Path.of("src/main/java/dev/wadi/plugin/testkit"));

    @Test
    void everything_public_has_a_comment_and_each_component_of_a_record_its_line() throws IOException {
        Undocumented found = new Undocumented();
        for (Path folder : SOURCES) {
            found.scan(folder);
        }
        assertThat(found.seen).isGreaterThan(150);
        assertThat(found.missing).isEmpty();
    }

    private static final class Undocumented {

        private final Set<String> missing = new TreeSet<>();
        private int seen;

        void scan(Path folder) throws IOException {
            List<Path> files;
            try (Stream<Path> tree = Files.walk(folder)) {
                files = tree.filter(file -> file.toString().endsWith(".java")).toList();
            }
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
                JavacTask task = (JavacTask) compiler.getTask(
                        null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
                DocTrees docs = DocTrees.instance(task);
                for (CompilationUnitTree unit : task.parse()) {
                    new Scan(docs).scan(new TreePath(unit), null);
                }
            }
        }

        private final class Scan extends TreePathScanner<Void, Void> {

            private final DocTrees docs;

            Scan(DocTrees docs) {
                this.docs = docs;
            }

            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                if (!isVisible(type, type.getModifiers().getFlags())) {
                    return null;
                }
                DocCommentTree comment = judge(type.getSimpleName().toString());
                if (type.getKind() == Tree.Kind.RECORD && comment != null) {
                    Set<String> told = params(comment);
                    for (String component : components(type)) {
                        seen++;
                        if (!told.contains(component)) {
                            missing.add(type.getSimpleName() + ": @param " + component);
                        }
                    }
                }
                return super.visitClass(type, null);
            }

            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                boolean silent =
                        method.getReturnType() == null && method.getParameters().isEmpty();
                if (!silent && !isCompact(method) && !overrides(method) && isVisible(method, flags(method))) {
                    judge(owner() + "." + method.getName() + "()");
                }
                return null;
            }

            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                boolean component =
                        isRecord() && !variable.getModifiers().getFlags().contains(Modifier.STATIC);
                if (!component && isVisible(variable, variable.getModifiers().getFlags())) {
                    judge(owner() + "." + variable.getName());
                }
                return null;
            }

            private @Nullable DocCommentTree judge(String what) {
                seen++;
                DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
                if (comment == null || comment.getFirstSentence().isEmpty()) {
                    missing.add(what);
                }
                return comment;
            }

            private boolean isVisible(Tree tree, Set<Modifier> flags) {
                Tree outer = getCurrentPath().getParentPath().getLeaf();
                boolean ofInterface = outer instanceof ClassTree type
                        && (type.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ENUM);
                boolean ofEnum = outer instanceof ClassTree type && type.getKind() == Tree.Kind.ENUM;
                return !flags.contains(Modifier.PRIVATE)
                        && (ofInterface || flags.contains(Modifier.PUBLIC) || (ofEnum && tree instanceof VariableTree));
            }

            private boolean isRecord() {
                return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            }

            /** A record's own constructor, whose parameters are told with the record. */
            private boolean isCompact(MethodTree method) {
                return isRecord() && method.getReturnType() == null;
            }

            private static boolean overrides(MethodTree method) {
                return method.getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("Override"));
            }

            private static Set<Modifier> flags(MethodTree method) {
                return method.getModifiers().getFlags();
            }

            private String owner() {
                return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                        ? type.getSimpleName().toString()
                        : "?";
            }

            private static Set<String> params(DocCommentTree comment) {
                return comment.getBlockTags().stream()
                        .filter(tag -> tag.getKind() == DocTree.Kind.PARAM)
                        .map(tag -> ((ParamTree) tag).getName().toString())
                        .collect(Collectors.toSet());
            }

            private static List<String> components(ClassTree type) {
                List<String> names = new ArrayList<>();
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree field
                            && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                        names.add(field.getName().toString());
                    }
                }
                return names;
            }
        }
    }
}
