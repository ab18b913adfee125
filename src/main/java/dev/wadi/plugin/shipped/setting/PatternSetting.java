package dev.wadi.plugin.shipped.setting;

import dev.wadi.plugin.spi.PluginConfig;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a regular expression. */
public final class PatternSetting {

    private PatternSetting() {}

    /** The pattern at a key; nothing if the key is absent or a problem was reported. */
    public static Optional<Pattern> read(PluginConfig config, String key) {
        return config.text(key).flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                config.problem(
                        key,
                        key + " must be a regular expression, but '" + text + "' is none: " + e.getDescription()
                                + " at character " + (e.getIndex() + 1));
                return Optional.empty();
            }
        });
    }
}
