package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCompilerTest extends CodeScene {

    SourceCompilerTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void a_java_file_is_compiled_and_leaves_no_files() throws Exception {
        PluginCode code = load(java("Greeter.java", GREETER));
        assertThat(code.classNames()).containsExactly("com.acme.Greeter");
        Object greeter = made(code, "com.acme.Greeter");
        assertThat(code.owns(greeter.getClass())).isTrue();
        assertThat(((Supplier<?>) greeter).get()).isEqualTo("hello");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("Greeter.java"));
        }
    }

    /** In the original only the first class by the alphabet was found, with a warning if there were several. */
    @Test
    void names_its_top_level_classes_with_that_of_the_file_first() throws Exception {
        Path java = java(
                "Main.java",
                "public class Main { class Inner {} Runnable r = new Runnable() { public void run() {} }; }"
                        + " class Also {} record Zip(int n) {}");
        assertThat(load(java).classNames()).containsExactly("Main", "Also", "Zip");
    }

    @Test
    void java_files_see_each_other_the_jars_beside_them_and_our_class_path() throws Exception {
        Path jar = jar(
                "lib.jar",
                "com.acme.lib.Words",
                "package com.acme.lib; public class Words {" + " public static String word() { return \"lib\"; } }");
        Path one = java(
                "One.java",
                "package com.acme; public class One implements dev.wadi.plugin.spi.Plugin {"
                        + " public String toString() { return Two.word() + com.acme.lib.Words.word(); }"
                        + " public dev.wadi.plugin.spi.PluginResult execute(dev.wadi.plugin.spi.PluginContext context) {"
                        + " return dev.wadi.plugin.spi.PluginResult.success(); }"
                        + " public String name() { return \"one\"; } }");
        Path two = java("Two.java", "package com.acme; class Two { static String word() { return \"two\"; } }");
        PluginCode code = load(jar, one, two);
        assertThat(made(code, "com.acme.One")).hasToString("twolib").isInstanceOf(dev.wadi.plugin.spi.Plugin.class);
        assertThat(code.classNames()).containsExactly("com.acme.One", "com.acme.Two");
    }

    @Test
    void it_is_compiled_against_the_plugin_s_own_version_of_a_library() throws Exception {
        Path jar = jar(
                "own.jar",
                "picocli.CommandLine",
                "package picocli; public class CommandLine {" + " public String own() { return \"own\"; } }");
        Path java = java(
                "Uses.java",
                "public class Uses { public String toString() {" + " return new picocli.CommandLine().own(); } }");
        assertThat(made(load(jar, java), "Uses")).hasToString("own");
    }

    @Test
    void it_is_compiled_against_our_interfaces_whatever_a_jar_brings_along() throws Exception {
        String name = "org.apache.camel.Processor";
        Path jar = jar("fat.jar", Map.of(CodeFile.entry(name), emptyClass(name)));
        Path java = java(
                "Uses.java",
                "public class Uses implements org.apache.camel.Processor {"
                        + " public void process(org.apache.camel.Exchange exchange) {} }");
        assertThat(made(load(jar, java), "Uses")).isInstanceOf(org.apache.camel.Processor.class);
    }

    /** In the original a plugin that could not be loaded was a line at debug level. */
    @Test
    void every_compile_error_is_shown_with_its_line() throws Exception {
        Path java = java("Bad.java", "public class Bad {\n    Strin name;\n    int n = \"text\";\n}\n");
        Path other = java("Other.java", "public class Other {\n    void f() { return 1; }\n}\n");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(java, other),
                "Bad.java:2: cannot find symbol (symbol: class Strin, location: class Bad)",
                "Bad.java:3: incompatible types: java.lang.String cannot be converted to int",
                "Other.java:2: incompatible types: unexpected return value");
    }

    @Test
    void a_class_that_is_not_named_as_its_file_is_pointed_out() throws Exception {
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(java("Wrong.java", "public class Right {}")),
                "Wrong.java:1: class Right is public, should be declared in a file named Right.java");
    }

    @Test
    void a_file_that_is_no_text_is_refused() throws Exception {
        Path java = Files.write(folder.resolve("Bad.java"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertProblems(CodePolicy.DEFAULT, List.of(java), "Bad.java: is not UTF-8 text");
    }

    @Test
    void a_file_that_is_gone_is_refused() {
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(folder.resolve("Gone.java")),
                "Gone.java: is gone, or can't be read by this user");
    }

    @Test
    void a_runtime_without_a_compiler_says_what_is_needed() throws Exception {
        Problems problems = new Problems();
        List<SourceFile> sources =
                Optional.of(java("Greeter.java", GREETER)).flatMap(path -> SourceFile.read(path, problems)).stream()
                        .toList();
        assertThat(new SourceCompiler(() -> null, problems).compile(sources, List.of()))
                .isEmpty();
        assertThat(problems.found())
                .extracting(Problem::message)
                .containsExactly("needs a JDK to be compiled, but this Java is a runtime without a compiler. Run Wadi"
                        + " with a JDK, or put a jar here");
    }

    @Test
    void with_a_broken_jar_beside_it_nothing_is_compiled() throws Exception {
        Path jar = Files.writeString(folder.resolve("lib.jar"), "");
        Path java = java("Uses.java", "public class Uses { com.acme.Lib lib; }");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(jar, java),
                "lib.jar: is no readable jar (zip file is empty). Build or copy it again");
    }

    @Test
    void annotation_processors_do_not_run() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", GREETER));
        entries.put("META-INF/services/javax.annotation.processing.Processor", bytes("com.acme.Nothing"));
        entries.put("META-INF/services/com.sun.source.util.Plugin", bytes("com.acme.Nothing"));
        Path java = java("Uses.java", "public class Uses { com.acme.Greeter greeter; }");
        assertThat(load(jar("greeter.jar", entries), java).classNames()).containsExactly("Uses");
    }

    @Test
    void what_warms_it_up_compiles() {
        Problems problems = new Problems();
        new SourceCompiler(ToolProvider::getSystemJavaCompiler, problems)
                .compile(List.of(PluginCode.WARM_UP), List.of());
        assertThat(problems.found()).isEmpty();
    }
}
