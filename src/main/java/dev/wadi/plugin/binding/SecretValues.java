package dev.wadi.plugin.binding;

import dev.wadi.config.SecretKeys;
import dev.wadi.config.YamlMapping;
import dev.wadi.secret.LiveSecrets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The secrets in a plugin's configuration, to be kept out of what the plugin itself says. */
public final class SecretValues {

    /** Shorter ones would hide half of any text. */
    private static final int MIN_LENGTH = 4;

    private final Set<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private SecretValues() {}

    /** The values below the keys of secrets, which no line of the log shows from now on. */
    public static SecretValues of(YamlMapping config) {
        SecretValues secrets = new SecretValues();
        secrets.collect(config.toMap(), false);
        return secrets;
    }

    /** A text without them. */
    public String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, "***");
        }
        return hidden;
    }

    private void collect(@Nullable Object value, boolean secret) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, below) -> collect(below, secret || SecretKeys.isSecret(String.valueOf(key))));
            case Collection<?> list -> list.forEach(item -> collect(item, secret));
            case null -> {}
            case Object scalar -> {
                String text = scalar.toString();
                if (secret && text.length() >= MIN_LENGTH) {
                    values.add(text);
                    LiveSecrets.all().keep(text);
                }
            }
        }
    }
}
