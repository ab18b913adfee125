package dev.wadi.config;

import dev.wadi.secret.LiveSecrets;

/**
 * A value that must never be shown. Its {@code toString} hides it, so that the records that hold it can be printed;
 * and as long as it is held, no line of the log shows the value.
 *
 * @param value the secret itself, for the one place that needs it
 */
public record Secret(String value) {

    public Secret {
        LiveSecrets.all().add(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
