package dev.wadi.plugin.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the jar for plugins' authors is enough to compile a plugin and to run it, beside Camel's API and JSpecify. */
class SpiJarTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final String PACKAGE = "dev/wadi/plugin/spi";
    private static final String PLUGIN = """
            import dev.wadi.plugin.spi.*;
            import dev.wadi.plugin.spi.kind.HealthPlugin;
            import dev.wadi.plugin.spi.kind.HealthStatus;
            public class TinyPlugin implements HealthPlugin, java.util.concurrent.Callable<String> {
                @Override public String name() { return "tiny"; }
                @Override public HealthStatus checkHealth() { return HealthStatus.up(); }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.filter("seen").with(PluginAction.Metric.count("tiny.seen"));
                }
                @Override public String call() throws Exception {
                    onLoad(PluginEnvironment.alone(name()));
                    return execute(null).actions() + " " + checkHealth() + " " + priority() + defaultConfig();
                }
            }
            """;

    @Test
    void a_plugin_needs_the_interface_camel_s_api_and_jspecify_and_nothing_else(@TempDir Path folder) throws Exception {
        List<Path> classPath = new ArrayList<>(List.of(spiAlone(folder.resolve("spi"))));
        classPath.add(jarOnClassPath("camel-api-"));
        classPath.add(jarOnClassPath("jspecify-"));
        compile(folder, classPath);
        classPath.add(folder.resolve("out"));

        assertThat(run(classPath))
                .isEqualTo("[Filter[reason=seen], Metric[name=tiny.seen, value=1.0, labels={}]]"
                        + " HealthStatus[healthy=true, message=, details={}] 100{}");
    }

    @Test
    void the_build_makes_a_jar_of_exactly_these_packages() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<classifier>spi</classifier>", "<include>" + PACKAGE + "/**</include>");
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(CLASSES.resolve(PACKAGE))) {
            tree.filter(Files::isDirectory).forEach(dir -> packages.add(String.valueOf(dir.getFileName())));
        }
        assertThat(packages).containsExactly("event", "extension", "handler", "http", "kind", "log", "service", "spi");
    }

    private static Path spiAlone(Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(CLASSES.resolve(PACKAGE))) {
            for (Path file : tree.toList()) {
                Path copy = target.resolve(CLASSES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    private static Path jarOnClassPath(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> String.valueOf(path.getFileName()).startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static void compile(Path folder, List<Path> classPath) throws IOException {
        Path source = folder.resolve("TinyPlugin.java");
        Files.writeString(source, PLUGIN);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-Xlint:all",
                "-Werror",
                "-d",
                Files.createDirectories(folder.resolve("out")).toString(),
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath.stream().map(Path::toString).toList()));
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private static Object run(List<Path> classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path path : classPath) {
            urls.add(path.toUri().toURL());
        }
        try (URLClassLoader alone =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object plugin = alone.loadClass("TinyPlugin").getConstructor().newInstance();
            return ((java.util.concurrent.Callable<?>) plugin).call();
        }
    }
}
