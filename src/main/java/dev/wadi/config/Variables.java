package dev.wadi.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Expands <code>${VAR}</code> and <code>${VAR:-default}</code>; <code>$${</code> stands for a plain
 * <code>${</code>. A variable that is unset and has no default is a problem, and so is what only looks like one.
 */
public final class Variables {

    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?<escaped>\\$\\{)|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<fallback>((?!\\$\\{)[^}])*))?}"
                    + "|\\$\\{[^}]*}?");

    private final Lookup lookup;
    private final boolean hidden;

    /** Gives a variable's value, or null where it is not set. */
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String get(String name);
    }

    public Variables(Lookup lookup) {
        this(lookup, false);
    }

    private Variables(Lookup lookup, boolean hidden) {
        this.lookup = lookup;
        this.hidden = hidden;
    }

    /** The same, and what is not set here is what another lookup says. */
    public Variables orElse(Lookup other) {
        return new Variables(
                name -> {
                    String value = lookup.get(name);
                    return value == null || value.isEmpty() ? other.get(name) : value;
                },
                hidden);
    }

    /** The same for secrets: no message shows the text that they stand in. */
    Variables hidden() {
        return new Variables(lookup, true);
    }

    /** The variables of the process's environment. */
    public static Variables ofEnvironment() {
        return new Variables(System::getenv);
    }

    /** Variables with fixed values. */
    public static Variables of(Map<String, String> values) {
        return new Variables(values::get);
    }

    /** Expands a text; what can't be expanded is reported at the given place and left as it stands. */
    public String expand(String text, String where, Problems problems) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(expand(match, where, problems)));
    }

    private String expand(MatchResult match, String where, Problems problems) {
        if (match.group("escaped") != null) {
            return "${";
        }
        String name = match.group("name");
        if (name == null) {
            problems.add(
                    where,
                    (hidden ? SecretKeys.SHOWN : "'" + match.group() + "'")
                            + " is no variable. Possible are ${VAR} and ${VAR:-default};"
                            + " $${ stands for a plain ${");
            return match.group();
        }
        String value = lookup.get(name);
        if (value == null || value.isEmpty()) {
            value = match.group("fallback");
        }
        if (value == null) {
            problems.add(
                    where,
                    "the variable '" + name + "' is not set. Set it in the environment, or give a default: ${" + name
                            + ":-value}");
            return match.group();
        }
        return value;
    }
}
