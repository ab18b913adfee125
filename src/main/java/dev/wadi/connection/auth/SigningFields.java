package dev.wadi.connection.auth;

import dev.wadi.config.Secret;
import dev.wadi.config.YamlMapping;
import java.util.Optional;

/** The fields below {@code signing} of one connection in YAML. */
public final class SigningFields {

    private static final String SECRET = "secret";
    private static final String PREVIOUS = "previous_secret";

    private SigningFields() {}

    /** Reads them; what is wrong is reported. An empty previous secret is none. */
    public static Optional<Signing> read(YamlMapping fields) {
        fields.refuseUnknown(SECRET, PREVIOUS);
        Optional<Secret> secret = secret(fields, SECRET);
        Optional<Secret> previous = secret(fields, PREVIOUS);
        if (secret.isEmpty()) {
            fields.problem("signing needs a secret");
            return Optional.empty();
        }
        boolean known = isPossible(fields, PREVIOUS, previous);
        return isPossible(fields, SECRET, secret) && known
                ? Optional.of(new Signing(secret.get(), previous))
                : Optional.empty();
    }

    private static Optional<Secret> secret(YamlMapping fields, String key) {
        return fields.secret(key).filter(secret -> !secret.value().isBlank());
    }

    private static boolean isPossible(YamlMapping fields, String key, Optional<Secret> secret) {
        if (secret.isEmpty() || Signing.isPossible(secret.get())) {
            return true;
        }
        if (!secret.get().value().contains("${")) { // reported where it was read
            fields.problem(key, key + " must be whsec_ and base64 of 24 to 64 bytes");
        }
        return false;
    }
}
