package dev.wadi.fake;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Builds real plugin jars from source text. */
public final class PluginJar {

    private PluginJar() {}

    /** Compiles a class of the package {@code com.acme} and puts it into {@code <folder>/<name>.jar}. */
    public static void build(Path folder, String className, String source, String... services) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(compile(folder, Map.of("com.acme." + className, source)));
        if (services.length > 0) {
            entries.put(
                    "META-INF/services/dev.wadi.plugin.spi.Plugin",
                    String.join("\n", services).getBytes(StandardCharsets.UTF_8));
        }
        write(folder.resolve(className + ".jar"), entries);
    }

    /**
     * Compiles classes, and gives the class files by their entries in a jar.
     *
     * @param work where a folder may be made for it
     * @param sources the source texts, by the names of their classes
     * @param options further options of the compiler
     */
    public static Map<String, byte[]> compile(Path work, Map<String, String> sources, String... options)
            throws IOException {
        Path folder = Files.createTempDirectory(work, "build");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.resolve("out") + ""));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        arguments.addAll(List.of(options));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        boolean compiled = ToolProvider.findFirst("javac")
                .map(javac -> javac.run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new)))
                .filter(status -> status == 0)
                .isPresent();
        if (!compiled) {
            throw new IllegalStateException(sources.keySet() + " does not compile: " + said);
        }
        return entries(folder.resolve("out"));
    }

    private static Map<String, byte[]> entries(Path folder) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return entries;
    }

    /** Writes a jar of these entries, in their order. */
    public static Path write(Path jar, Map<String, byte[]> entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
