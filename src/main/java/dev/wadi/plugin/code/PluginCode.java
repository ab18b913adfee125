package dev.wadi.plugin.code;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;

/**
 * The classes of a plugin: of its jars and {@code .java} files, and behind them ours. Thread-safe. Once it is closed and
 * nobody holds an object of its classes any more, the JVM lets go of them.
 */
public final class PluginCode implements AutoCloseable {

    private static final ClassLoader OURS = PluginCode.class.getClassLoader();

    static final SourceFile WARM_UP = SourceFile.of("WarmUp.java", """
            import dev.wadi.plugin.spi.*;
            import java.util.*;
            public final class WarmUp implements Plugin {
                @Override public String name() { return "warm_up"; }
                @Override public Set<String> stages() { return Set.of("event_ingest"); }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.success().with(List.of(PluginAction.Metric.count("warm_up")));
                }
            }
            """);

    private final ClassLoader loader;
    private final List<String> classNames;
    private final String fingerprint;

    private PluginCode(ClassLoader loader, List<String> classNames, String fingerprint) {
        this.loader = loader;
        this.classNames = List.copyOf(classNames);
        this.fingerprint = fingerprint;
    }

    /** Our class path alone. */
    public static PluginCode ours() {
        return new PluginCode(OURS, List.of(), "");
    }

    /**
     * Reads and checks the files of a plugin.
     *
     * @param name the plugin's name
     * @param jars its jars; of two that have the same class, the first one's is taken
     * @param javaFiles its {@code .java} files, which are compiled together, against its jars and our class path
     * @param policy what they must be like
     * @throws ConfigException with everything that is wrong with them
     */
    public static PluginCode of(String name, List<Path> jars, List<Path> javaFiles, CodePolicy policy) {
        if (jars.isEmpty() && javaFiles.isEmpty()) {
            return ours();
        }
        Problems problems = new Problems();
        JarReader reader = new JarReader(policy, problems, JarReader.MAX_BYTES);
        List<CodeFile> read =
                jars.stream().map(reader::read).flatMap(Optional::stream).toList();
        List<SourceFile> sources = sources(javaFiles, policy, problems);
        problems.throwIfAny();
        List<CodeFile> compiled = sources.isEmpty()
                ? List.of()
                : new SourceCompiler(ToolProvider::getSystemJavaCompiler, problems).compile(sources, read);
        List<CodeFile> all = new ArrayList<>(compiled);
        all.addAll(read);
        new ByteCodeCheck(policy, problems).check(all);
        problems.throwIfAny();
        return new PluginCode(loader(name, all), topLevel(compiled), Fingerprint.of(read, sources));
    }

    /**
     * Compiles a small plugin for nothing. The compiler is much code, which the JVM loads and compiles itself at first: that
     * takes some seconds on a busy machine, for which the first {@code .java} file of a user's needn't wait.
     */
    public static void warmUp() {
        var unused = new SourceCompiler(ToolProvider::getSystemJavaCompiler, new Problems())
                .compile(List.of(WARM_UP), List.of());
    }

    private static List<SourceFile> sources(List<Path> javaFiles, CodePolicy policy, Problems problems) {
        if (policy.signers().isPresent()) {
            javaFiles.forEach(file -> problems.add(
                    YamlFile.display(file),
                    "can't be signed, and only signed plugins may run (wadi.plugins.require-signed=true). Put a"
                            + " signed jar here"));
            return List.of();
        }
        return javaFiles.stream()
                .flatMap(file -> SourceFile.read(file, problems).stream())
                .toList();
    }

    private static CodeLoader loader(String name, List<CodeFile> files) {
        try {
            return new CodeLoader(name, files, OURS);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("A file of the plugin " + name + " has no URL", e);
        }
    }

    /** In each file the class of its name first. */
    private static List<String> topLevel(List<CodeFile> compiled) {
        List<String> names = new ArrayList<>();
        for (CodeFile file : compiled) {
            String stem = file.path().getFileName().toString().replaceFirst("\\.java$", "");
            List<String> its =
                    file.classNames().filter(name -> name.indexOf('$') < 0).toList();
            its.stream().filter(name -> isNamed(name, stem)).forEach(names::add);
            its.stream().filter(name -> !isNamed(name, stem)).forEach(names::add);
        }
        return names;
    }

    private static boolean isNamed(String className, String simpleName) {
        return className.substring(className.lastIndexOf('.') + 1).equals(simpleName);
    }

    /** What loads the plugin's classes. */
    public ClassLoader loader() {
        return loader;
    }

    /** Whether the plugin has code of its own. */
    public boolean isOwn() {
        return loader != OURS;
    }

    /** Whether a class comes from the plugin's own code, not from what lies behind. */
    public boolean owns(Class<?> type) {
        return type.getClassLoader() == loader;
    }

    /** The top-level classes of the {@code .java} files, in the order of the files, in each the class of its name first. */
    public List<String> classNames() {
        return classNames;
    }

    /** A hash of what is in the files: the same for the same code, whenever it was built or copied; empty for ours. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Lets go of the code. Classes that are in use go on, but no further ones are loaded. */
    @Override
    public void close() {
        if (loader instanceof CodeLoader own) {
            own.forget();
        }
    }
}
