package dev.wadi.config;

import java.util.regex.Pattern;

/** The keys whose values are taken for secrets: no message shows them. */
public final class SecretKeys {

    /** What stands in place of a secret. */
    static final String SHOWN = "'***'";

    private static final Pattern SECRET = Pattern.compile(
            "secret|token|passw|passphrase|credential|authorization|api[-_]?key|private[-_]?key|jaas",
            Pattern.CASE_INSENSITIVE);

    private SecretKeys() {}

    public static boolean isSecret(String key) {
        return SECRET.matcher(key).find();
    }
}
