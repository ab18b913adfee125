package dev.wadi.plugin.dependency;

import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plugin that another needs, such as {@code address-lookup >=1.2 <2}.
 *
 * @param name its name
 * @param optional whether it may be absent: the name has a question mark then
 * @param bounds what its version must fulfil, all of them
 */
public record Dependency(String name, boolean optional, List<Bound> bounds) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([\\w.-]+)\\s*(\\?)?((?:\\s*,?\\s*(?:>=|<=|>|<|==|=)\\s*[^\\s,<>=]+)*)\\s*");
    private static final Pattern BOUND = Pattern.compile("(>=|<=|>|<|==|=)\\s*([^\\s,<>=]+)");

    /**
     * One bound of a version.
     *
     * @param operator {@code >=}, {@code <=}, {@code >}, {@code <} or {@code =}
     * @param version the version that it is compared with
     */
    public record Bound(String operator, Version version) {

        boolean holds(Version found) {
            int order = found.compareTo(version);
            return switch (operator) {
                case ">=" -> order >= 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case "<" -> order < 0;
                default -> order == 0;
            };
        }

        @Override
        public String toString() {
            return operator + version;
        }
    }

    public Dependency {
        bounds = List.copyOf(bounds);
    }

    /**
     * Reads a dependency.
     *
     * @throws IllegalArgumentException if it is none, with what is possible
     */
    public static Dependency parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no dependency. Possible are a name, a name with"
                    + " versions, and either with a question mark behind the name if the plugin may be absent:"
                    + " geo-tag, address-lookup >=1.2 <2, cache? >=2");
        }
        List<Bound> bounds = new ArrayList<>();
        Matcher bound = BOUND.matcher(form.group(3));
        while (bound.find()) {
            bounds.add(new Bound(bound.group(1).replace("==", "="), version(bound.group(2), text)));
        }
        return new Dependency(form.group(1), form.group(2) != null, bounds);
    }

    private static Version version(String version, String text) {
        return parsed(version)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + version + "' in '" + text + "' is no version. A version begins with a number: 1.2"));
    }

    /** A version; nothing if the text is none. */
    static Optional<Version> parsed(String version) {
        try {
            return Optional.of(Version.parse(version));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a plugin of this version will do. A version that is none will do only where any does. */
    boolean accepts(String version) {
        return bounds.isEmpty()
                || parsed(version)
                        .map(found -> bounds.stream().allMatch(bound -> bound.holds(found)))
                        .orElse(false);
    }

    /** The bounds as they are written. */
    String range() {
        return bounds.stream().map(Bound::toString).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return name + (optional ? "?" : "") + (bounds.isEmpty() ? "" : " " + range());
    }
}
