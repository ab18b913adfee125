package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCodeCheckTest extends CodeScene {

    private static final String REMEDY = ". Plugins may not. If this one must, write allow_code: [%s] into its"
            + " config.yaml; wadi.plugins.check-code=false allows everything to all";

    ByteCodeCheckTest(@TempDir Path folder) {
        super(folder);
    }

    private static String refusal(String what, String forbidden) {
        return what + " uses " + forbidden + REMEDY.formatted(forbidden);
    }

    private Path methodOf(String body) throws IOException {
        return java(
                "Foo.java", "package com.acme;\npublic class Foo {\nvoid run() throws Throwable {\n" + body + "\n}}");
    }

    @Test
    void a_call_that_ends_the_process_is_refused_with_its_place() throws Exception {
        Path jar = jar(
                "foo.jar",
                "com.acme.Foo",
                "package com.acme;\npublic class Foo {\n void run() {\n System.exit(1);\n }\n}");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(jar),
                refusal("foo.jar: com.acme.Foo.run (Foo.java:4)", "java.lang.System.exit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Runtime.getRuntime().exec(new String[0]) | java.lang.Runtime.exec",
                "Runtime.getRuntime().halt(0) | java.lang.Runtime.halt",
                "Runtime.getRuntime().exit(0) | java.lang.Runtime.exit",
                "Runtime.getRuntime().load(\"x\") | java.lang.Runtime.load",
                "Runtime.getRuntime().addShutdownHook(new Thread()) | java.lang.Runtime.addShutdownHook",
                "new ProcessBuilder() | java.lang.ProcessBuilder",
                "System.load(\"x\") | java.lang.System.load",
                "System.loadLibrary(\"x\") | java.lang.System.loadLibrary",
                "System.setOut(System.err) | java.lang.System.setOut",
                "Thread.setDefaultUncaughtExceptionHandler(null) | java.lang.Thread.setDefaultUncaughtExceptionHandler",
                "java.util.Locale.setDefault(java.util.Locale.ROOT) | java.util.Locale.setDefault",
                "java.lang.foreign.Linker.nativeLinker() | java.lang.foreign.Linker",
                "Class.forName(\"a\").isInstance(sun.misc.Unsafe.class) | sun.misc.Unsafe"
            })
    void what_harms_the_whole_process_is_refused(String call, String forbidden) throws Exception {
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(methodOf(call + ";")),
                refusal("Foo.java: com.acme.Foo.run (Foo.java:4)", forbidden));
    }

    /** The original blocked modules by their exact name: 'os' was blocked, 'os.path' was not. */
    @Test
    void everything_below_a_forbidden_package_is_refused() throws Exception {
        Path java = java(
                "Foo.java",
                "package com.acme;\nclass Foo {\n java.lang.instrument.Instrumentation i;\n"
                        + " void run() throws Exception {\n  i.retransformClasses();\n }}");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(java),
                refusal("Foo.java: com.acme.Foo.run (Foo.java:5)", "java.lang.instrument.Instrumentation"));
    }

    @Test
    void a_method_reference_and_a_lambda_are_seen_too() throws Exception {
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(methodOf("java.util.function.IntConsumer exit = System::exit;")),
                refusal("Foo.java: com.acme.Foo.run (Foo.java:4)", "java.lang.System.exit"));
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(methodOf("Runnable r = () ->\n System.exit(0);")),
                refusal("Foo.java: com.acme.Foo.run (Foo.java:5)", "java.lang.System.exit"));
    }

    @Test
    void static_blocks_and_constructors_are_seen_too() throws Exception {
        Path java = java(
                "Foo.java", "class Foo {\n static { System.exit(1); } }\nclass Bar {\n Bar() { System.exit(1); } }");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(java),
                "Foo.java: Bar (Foo.java:4) and 1 more place use java.lang.System.exit"
                        + REMEDY.formatted("java.lang.System.exit"));
    }

    @Test
    void many_places_are_one_problem() throws Exception {
        String source = "class Foo { void a() { System.exit(1); System.exit(2); } void b() { System.exit(1); }"
                + " void c() { System.exit(1); new ProcessBuilder(); } }";
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(java("Foo.java", source)),
                "Foo.java: Foo.c (Foo.java:1) uses java.lang.ProcessBuilder; Foo.a (Foo.java:1) and 2 more places use"
                        + " java.lang.System.exit"
                        + REMEDY.formatted("java.lang.ProcessBuilder, java.lang.System.exit"));
    }

    @Test
    void the_remedy_is_the_list_that_all_files_of_the_plugin_need() throws Exception {
        Path one = java("One.java", "class One { void a() { System.exit(1); } }");
        Path two = java("Two.java", "class Two { void a() { new ProcessBuilder(); } }");
        String remedy = REMEDY.formatted("java.lang.ProcessBuilder, java.lang.System.exit");
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(one, two),
                "One.java: One.a (One.java:1) uses java.lang.System.exit" + remedy,
                "Two.java: Two.a (Two.java:1) uses java.lang.ProcessBuilder" + remedy);
        Set<String> pasted = Set.of("java.lang.ProcessBuilder", "java.lang.System.exit");
        assertThat(load(CodePolicy.DEFAULT.allowing(pasted, "config.yaml:3"), one, two)
                        .isOwn())
                .isTrue();
    }

    /** The original's hook stood in the way of everybody's imports while a plugin ran. */
    @Test
    void what_is_forbidden_or_allowed_to_one_plugin_is_no_matter_for_others_or_for_us() throws Exception {
        Path java = methodOf("new ProcessBuilder();");
        CodePolicy may = CodePolicy.DEFAULT.allowing(Set.of("java.lang.ProcessBuilder"), "config.yaml:3");
        assertThat(load(may, java).isOwn()).isTrue();
        assertThatThrownBy(() -> load(java)).isInstanceOf(ConfigException.class);
        assertThat(new ProcessBuilder("never started").command()).hasSize(1);
    }

    /** The check contains mistakes. Whoever means it finds a way: it is no security boundary. */
    @Test
    void a_call_by_reflection_is_not_seen() throws Exception {
        Path java = methodOf("Class.forName(\"java.lang.Runtime\").getMethod(\"exit\", int.class);");
        assertThat(load(java).isOwn()).isTrue();
    }

    @Test
    void a_name_that_only_looks_alike_is_no_problem() throws Exception {
        Path java = java(
                "Foo.java",
                "class Foo { void exit() { exec(); Runtime.getRuntime().freeMemory(); }"
                        + " void exec() { exit(); System.getProperty(\"a\"); \"java.lang.System\".length(); } }");
        assertThat(load(java).classNames()).containsExactly("Foo");
    }

    @Test
    void what_is_allowed_to_a_plugin_may_be_used_and_nothing_else() throws Exception {
        Path java = methodOf("System.exit(1);\nnew ProcessBuilder();");
        CodePolicy some = CodePolicy.DEFAULT.allowing(Set.of("java.lang.ProcessBuilder"), "config.yaml:3");
        assertProblems(
                some, List.of(java), refusal("Foo.java: com.acme.Foo.run (Foo.java:4)", "java.lang.System.exit"));
        CodePolicy whole =
                CodePolicy.DEFAULT.allowing(Set.of("java.lang.ProcessBuilder", "java.lang.System"), "config.yaml:3");
        assertThat(load(whole, java).isOwn()).isTrue();
    }

    @Test
    void to_allow_what_is_not_forbidden_is_a_typo() {
        assertThatThrownBy(() -> CodePolicy.DEFAULT.allowing(Set.of("java.lang.ProcesBuilder"), "config.yaml:3"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("config.yaml:3: 'java.lang.ProcesBuilder' is not forbidden to plugins. Did you mean"
                        + " 'java.lang.ProcessBuilder'?");
    }

    @Test
    void the_check_can_be_switched_off() throws Exception {
        CodePolicy off = new CodePolicy(Optional.empty(), false, Set.of());
        assertThat(load(off, methodOf("System.exit(1);")).isOwn()).isTrue();
    }

    @Test
    void a_class_for_a_newer_java_is_refused_in_plain_words() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", GREETER));
        byte[] greeter = entries.getOrDefault("com/acme/Greeter.class", new byte[0]);
        greeter[7] = (byte) (44 + 99);
        Path jar = jar("new.jar", entries);
        int here = Runtime.version().feature();
        assertProblems(
                CodePolicy.DEFAULT,
                List.of(jar),
                "new.jar: com.acme.Greeter is compiled for Java 99, but this is Java " + here
                        + ". Compile with --release " + here + " or older");
    }

    /** Fat jars carry such classes of their libraries along, often without being multi-release jars themselves. */
    @Test
    void what_is_for_other_versions_of_java_is_not_looked_at() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", GREETER));
        entries.put("META-INF/versions/99/com/acme/Greeter.class", bytes("of tomorrow"));
        entries.put("module-info.class", bytes("of no matter"));
        assertThat(load(jar("fat.jar", entries)).isOwn()).isTrue();
    }

    @Test
    void what_is_no_class_file_is_refused() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(emptyClass("com.acme.Cut"), 20);
        Path jar = jar("bad.jar", Map.of("com/acme/Bad.class", bytes("no class"), "com/acme/Cut.class", cut));
        assertThatThrownBy(() -> load(jar))
                .hasMessageContaining("bad.jar: com.acme.Bad is no class file. Build it again")
                .hasMessageContaining("bad.jar: com.acme.Cut is no class file (java.lang.ArrayIndexOutOfBounds");
    }

    /** What we run on is what plugins may be compiled for. */
    @Test
    void knows_the_class_files_of_the_running_java() throws Exception {
        String release = Runtime.version().feature() + "";
        assertThat(load(jar("now.jar", compiled(Map.of("com.acme.Greeter", GREETER), "--release", release)))
                        .isOwn())
                .isTrue();
    }
}
