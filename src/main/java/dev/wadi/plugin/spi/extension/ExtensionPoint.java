package dev.wadi.plugin.spi.extension;

/**
 * A point at which handlers run.
 *
 * @param name its name, in words with dots between
 * @param kind what becomes of what the handlers return
 * @param description what it is for, in a sentence
 * @param valueType what handlers are given, and what those of a filter return
 */
public record ExtensionPoint(String name, Kind kind, String description, Class<?> valueType) {

    /** What becomes of what the handlers of a point return. */
    public enum Kind {
        /**
         * One after the other, each given what the one before returned. A handler that throws or returns null changes
         * nothing. Without handlers the value stays what it is.
         */
        FILTER,
        /** Side by side; the results of those that did not fail. Without handlers there are none. */
        ACTION,
        /** Side by side, and nobody waits for them. */
        HOOK,
        /** One after the other; what those return that neither fail nor return null. */
        PROVIDER
    }

    public ExtensionPoint {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an extension point needs a name, but it was blank");
        }
    }
}
