package dev.wadi.launcher.plugin;

/** How much is logged while a command runs. */
final class LogLevel {

    private static final String PROPERTY = "wadi.log.level";

    private LogLevel() {}

    /** Warnings only, unless something else is set: a command tells by itself what it does. To be called first of all. */
    static void quiet() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "WARN");
        }
    }
}
