package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Compiles the {@code .java} files of a plugin, together and in memory, against its jars and our class path. */
final class SourceCompiler {

    private static final List<String> OPTIONS = List.of(
            "-classpath",
            System.getProperty("java.class.path", ""),
            "-proc:none",
            "-implicit:none",
            "-Xlint:none",
            "-nowarn",
            "-g",
            "-parameters");

    private final Supplier<@Nullable JavaCompiler> compilers;
    private final Problems problems;

    /** Makes a compiler; what gives the JDK's gives null where there is none. */
    SourceCompiler(Supplier<@Nullable JavaCompiler> compilers, Problems problems) {
        this.compilers = compilers;
        this.problems = problems;
    }

    /** What each file was compiled to; nothing, but problems, if that failed. */
    List<CodeFile> compile(List<SourceFile> sources, List<CodeFile> jars) {
        JavaCompiler compiler = compilers.get();
        if (compiler == null) {
            sources.forEach(source -> problems.add(
                    YamlFile.display(source.path()),
                    "needs a JDK to be compiled, but this Java is a runtime without a compiler. Run Wadi with a JDK,"
                            + " or put a jar here"));
            return List.of();
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (ClassFiles files =
                new ClassFiles(compiler.getStandardFileManager(said, Locale.ENGLISH, StandardCharsets.UTF_8), jars)) {
            boolean compiled = compiler.getTask(Writer.nullWriter(), files, said, OPTIONS, null, sources)
                    .call();
            if (compiled) {
                return sources.stream().map(files::compiled).toList();
            }
            report(said, sources);
        } catch (IOException e) {
            throw new UncheckedIOException("The compiler's files can't be closed", e);
        } catch (RuntimeException e) { // the compiler's own bug
            problems.add(place(sources), "the compiler failed on it: " + e);
        }
        return List.of();
    }

    private void report(DiagnosticCollector<JavaFileObject> said, List<SourceFile> sources) {
        said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .forEach(error -> problems.add(place(error, sources), oneLine(error.getMessage(Locale.ENGLISH))));
    }

    private static String place(Diagnostic<? extends JavaFileObject> error, List<SourceFile> sources) {
        String file = error.getSource() instanceof SourceFile source ? YamlFile.display(source.path()) : place(sources);
        return error.getLineNumber() > 0 ? file + ":" + error.getLineNumber() : file;
    }

    private static String place(List<SourceFile> sources) {
        return YamlFile.display(sources.getFirst().path());
    }

    private static String oneLine(String message) {
        return message.strip()
                        .replaceFirst("\\R\\s*", " (")
                        .replaceAll("\\R\\s*", ", ")
                        .replaceAll("\\s+", " ")
                + (message.strip().lines().count() > 1 ? ")" : "");
    }
}
