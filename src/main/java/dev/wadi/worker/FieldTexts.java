package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.json.FieldPath;

/** Texts that must be paths of fields. */
final class FieldTexts {

    private FieldTexts() {}

    /** Whether a text is a path of a field. */
    static boolean isPath(String text) {
        try {
            FieldPath.parse(text);
            return text.matches("[\\w.\\[\\]-]+");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Reports a text that is no path of a field. */
    static void require(YamlMapping fields, String key, String text) {
        try {
            FieldPath.parse(text);
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
        }
    }
}
