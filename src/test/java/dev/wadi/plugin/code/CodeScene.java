package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** A folder of a plugin, for tests. */
class CodeScene {

    static final String GREETER = """
            package com.acme;
            public class Greeter implements java.util.function.Supplier<String> {
                @Override public String get() { return "hello"; }
            }
            """;

    final Path folder;
    private final List<PluginCode> opened = new ArrayList<>();

    CodeScene(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(PluginCode::close);
    }

    /** A jar of compiled classes. */
    Path jar(String name, String className, String source) throws IOException {
        return jar(name, compiled(Map.of(className, source)));
    }

    Path jar(String name, Map<String, byte[]> entries) throws IOException {
        return PluginJar.write(folder.resolve(name), entries);
    }

    Map<String, byte[]> compiled(Map<String, String> sources, String... options) throws IOException {
        return new TreeMap<>(PluginJar.compile(folder, sources, options));
    }

    Path java(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name), source);
    }

    PluginCode load(Path... files) {
        return load(CodePolicy.DEFAULT, files);
    }

    PluginCode load(CodePolicy policy, Path... files) {
        PluginCode code = PluginCode.of("acme", ending(".jar", files), ending(".java", files), policy);
        opened.add(code);
        return code;
    }

    static List<Path> ending(String end, Path... files) {
        return Stream.of(files).filter(file -> file.toString().endsWith(end)).toList();
    }

    void assertProblems(CodePolicy policy, List<Path> files, String... expected) {
        assertThatThrownBy(() -> load(policy, files.toArray(Path[]::new)))
                .isInstanceOf(ConfigException.class)
                .satisfies(thrown -> assertThat(((ConfigException) thrown).problems())
                        .extracting(problem -> problem.toString().replace(folder + "/", ""))
                        .containsExactly(expected));
    }

    /** What an object of that class says. */
    static Object made(PluginCode code, String className) throws ReflectiveOperationException {
        return code.loader().loadClass(className).getConstructor().newInstance();
    }

    /** An empty class of any name, also of one that the compiler would not take. */
    static byte[] emptyClass(String className) {
        ClassWriter writer = new ClassWriter(0);
        String name = className.replace('.', '/');
        writer.visit(Opcodes.V21, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
