package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An endpoint with its options, of which Camel changes none. Where it would, in a block of parameters, all stand in the
 * address: there a name keeps its dashes, and a value is {@code RAW(...)}.
 *
 * @param uri the address, with the options or without
 * @param parameters the options that are not in the address
 */
record EndpointText(String uri, Map<String, String> parameters) {

    private static final Pattern CHANGED = Pattern.compile("[&+%]|RAW[({]|^\\s|\\s$");
    private static final Pattern NEVER_IN_VALUES = Pattern.compile("[\\p{Cntrl}\\x{85}\\p{Zl}\\p{Zp}]|\\{\\{");
    private static final Pattern NEVER_IN_NAMES = Pattern.compile("[&=+%]|RAW[({]|" + NEVER_IN_VALUES);

    static EndpointText of(String address, Map<String, String> options) {
        boolean changed = options.entrySet().stream()
                .anyMatch(option -> option.getKey().indexOf('-') >= 0
                        || CHANGED.matcher(option.getValue()).find());
        return changed ? new EndpointText(uri(address, options), Map.of()) : new EndpointText(address, options);
    }

    /** An address with all options in it. */
    static String uri(String address, Map<String, String> options) {
        return options.isEmpty()
                ? address
                : options.entrySet().stream()
                        .map(option -> option.getKey() + '=' + notation(option.getValue()))
                        .collect(Collectors.joining("&", address + '?', ""));
    }

    /** Writes it as a step. */
    void writeTo(RouteText.Writer steps) {
        if (parameters.isEmpty()) {
            steps.line("- to: " + FlowText.uri(uri));
        } else {
            steps.line("- to:").line("    uri: " + FlowText.uri(uri));
            writeParametersTo(steps, "    ");
        }
    }

    void writeParametersTo(RouteText.Writer lines, String indent) {
        if (!parameters.isEmpty()) {
            lines.line(indent + "parameters:");
            parameters.forEach(
                    (name, value) -> lines.line(indent + "  " + FlowText.text(name) + ": " + FlowText.option(value)));
        }
    }

    private static String notation(String value) {
        if (!CHANGED.matcher(value).find()) {
            return value;
        }
        return isRaw(value) ? "RAW(" + value + ')' : "RAW{" + value + '}';
    }

    /** Whether Camel finds the end of {@code RAW(...)}, and leaves what is in it. */
    private static boolean isRaw(String value) {
        int bracket = value.indexOf(')');
        return !value.contains(")&") && (bracket < 0 || value.indexOf('%', bracket) < 0) && !value.contains("$simple{");
    }

    /** Whether an option can have the value in any way. */
    static boolean canHave(String value) {
        return !NEVER_IN_VALUES.matcher(value).find()
                && (!CHANGED.matcher(value).find() || isRaw(value) || !value.matches(".*(?:[{}]|&&).*"));
    }

    /** Reports the options that no endpoint can have. */
    static void require(YamlMapping fields, String key, Map<String, String> options) {
        options.forEach((name, value) -> refuse(name, value).ifPresent(problem -> fields.problem(key, problem)));
    }

    private static Optional<String> refuse(String name, String value) {
        if (name.isEmpty() || NEVER_IN_NAMES.matcher(name).find()) {
            return Optional.of("the name '" + name + "' can't stand in a route. Possible are names without & = + %,"
                    + " {{, and line breaks");
        }
        return canHave(value)
                ? Optional.empty()
                : Optional.of("the value of '" + name + "' can't stand in a route. Possible are values without {{, line"
                        + " breaks, and a ) before & or %");
    }

    /** All options, with a prefix to their names. */
    static Map<String, String> prefixed(String prefix, Map<String, String> options) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        options.forEach((name, value) -> prefixed.put(prefix + name, value));
        return prefixed;
    }
}
