package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the original an unloaded plugin stayed in memory with all it had registered. Here its classes go once nobody uses
 * them, however often it is loaded.
 */
class CodeLeavesNoTraceTest extends CodeScene {

    private static final int TIMES = 1_000;
    /** Those that something still holds for a moment, and what else the JVM loads meanwhile. */
    private static final int A_FEW = 5;

    private static final int OTHER_CLASSES = 300;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<PhantomReference<ClassLoader>> open = new HashSet<>();

    CodeLeavesNoTraceTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void a_thousand_loads_of_a_jar_leave_no_classes_behind() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", """
                package com.acme;
                public class Greeter implements java.util.function.Supplier<String> {
                    private static final ThreadLocal<Greeter> LAST = new ThreadLocal<>();
                    record Word(String text) {}
                    @Override public String get() {
                        Supplier words = () -> new Word("hello");
                        LAST.set(this);
                        LAST.remove();
                        return words.word().text();
                    }
                    interface Supplier { Word word(); }
                }
                """));
        entries.put("META-INF/services/java.util.function.Supplier", bytes("com.acme.Greeter"));
        Path jar = jar("greeter.jar", entries);
        runOnce(jar);
        int before = loadedClasses();
        for (int i = 0; i < TIMES; i++) {
            runOnce(jar);
        }
        awaitCollected();
        assertThat(loadedClasses()).isLessThan(before + OTHER_CLASSES);
    }

    @Test
    void the_compiler_leaves_none_behind_either() throws Exception {
        Path java = java("Greeter.java", GREETER);
        Path jar = jar("lib.jar", "com.acme.lib.Words", "package com.acme.lib; public class Words {}");
        for (int i = 0; i < 20; i++) {
            runOnce(java, jar);
        }
        awaitCollected();
    }

    private void runOnce(Path... files) throws Exception {
        try (PluginCode code =
                PluginCode.of("acme", ending(".jar", files), ending(".java", files), CodePolicy.DEFAULT)) {
            open.add(new PhantomReference<>(code.loader(), collected));
            assertThat(((Supplier<?>) made(code, "com.acme.Greeter")).get()).isEqualTo("hello");
            ServiceLoader.load(Supplier.class, code.loader())
                    .forEach(found -> assertThat(found.get()).isEqualTo("hello"));
        }
    }

    private void awaitCollected() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
                open.remove(gone);
            }
            assertThat(open).hasSizeLessThanOrEqualTo(A_FEW);
        });
    }

    private static int loadedClasses() {
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }
}
