package dev.wadi.config;

/**
 * A value that must never be shown. Its {@code toString} hides it, so that the records that hold it can be printed.
 *
 * @param value the secret itself, for the one place that needs it
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
