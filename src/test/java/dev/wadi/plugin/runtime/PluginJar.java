package dev.wadi.plugin.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Builds real plugin jars from source text. */
final class PluginJar {

    private PluginJar() {}

    /** Compiles a class of the package {@code com.acme} and puts it into {@code <folder>/<name>.jar}. */
    static void build(Path folder, String className, String source, String... services) throws IOException {
        Path work = Files.createTempDirectory(folder, "build");
        Path file = Files.createDirectories(work.resolve("com/acme")).resolve(className + ".java");
        Files.writeString(file, source);
        List<String> arguments = List.of("-proc:none", "-cp", System.getProperty("java.class.path"), file.toString());
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new IllegalStateException(className + " does not compile");
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(className + ".jar")))) {
            put(jar, "com/acme/" + className + ".class", Files.readAllBytes(file.resolveSibling(className + ".class")));
            if (services.length > 0) {
                put(
                        jar,
                        "META-INF/services/dev.wadi.plugin.spi.Plugin",
                        String.join("\n", services).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
