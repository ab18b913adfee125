package dev.wadi.config;

import dev.wadi.secret.Redaction;

/** The keys whose values are taken for secrets: no message shows them. */
public final class SecretKeys {

    /** What stands in place of a secret. */
    static final String SHOWN = "'" + Redaction.HIDDEN + "'";

    private SecretKeys() {}

    public static boolean isSecret(String key) {
        return Redaction.isSecret(key);
    }
}
