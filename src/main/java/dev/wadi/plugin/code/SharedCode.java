package dev.wadi.plugin.code;

import java.util.List;

/**
 * The code that a plugin shares with us, whatever is in its jars: else its {@code Plugin} would not be our {@code
 * Plugin}. What only its jars have it gets from there, except for the interface for plugins itself.
 */
final class SharedCode {

    private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

    /** Only ours, even what we lack: a newer interface would not work together with ours. */
    private static final List<String> INTERFACE = List.of("dev.wadi.plugin.spi.", "dev.wadi.plugin.testkit.");

    private static final List<String> FIRST_OURS =
            List.of("org.apache.camel.", "org.slf4j.", "org.jspecify.", "io.micrometer.core.");

    private SharedCode() {}

    /** Whether a class comes from us alone. */
    static boolean isInterface(String className) {
        return startsWith(className, INTERFACE);
    }

    /** Whether a class comes from us if we have it. */
    static boolean isShared(String className) {
        return isInterface(className)
                || startsWith(className, FIRST_OURS)
                || JDK.getResource(CodeFile.entry(className)) != null;
    }

    private static boolean startsWith(String className, List<String> prefixes) {
        return prefixes.stream().anyMatch(className::startsWith);
    }
}
