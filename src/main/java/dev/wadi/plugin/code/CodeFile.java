package dev.wadi.plugin.code;

import dev.wadi.config.YamlFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a jar holds, or what a {@code .java} file was compiled to: bytes by name. Immutable; nobody changes the bytes. */
final class CodeFile {

    private static final String CLASS = ".class";

    private final Path path;
    private final Map<String, byte[]> entries;

    CodeFile(Path path, Map<String, byte[]> entries) {
        this.path = path;
        this.entries = new TreeMap<>(entries);
    }

    Path path() {
        return path;
    }

    /** The file as messages name it. */
    String display() {
        return YamlFile.display(path);
    }

    Map<String, byte[]> entries() {
        return entries;
    }

    boolean has(String entry) {
        return entries.containsKey(entry);
    }

    /** The names of its classes, such as {@code com.acme.Foo$Bar}. */
    Stream<String> classNames() {
        return entries.keySet().stream()
                .filter(name -> name.endsWith(CLASS) && !name.endsWith("module-info.class"))
                .filter(name -> !name.startsWith("META-INF/")) // for other versions of Java: never loaded
                .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
    }

    /** The entry of a class. */
    static String entry(String className) {
        return className.replace('.', '/') + CLASS;
    }
}
