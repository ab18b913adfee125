package dev.wadi.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The variables that say how much is logged, and in which form. Log4j's configuration reads them by itself.
 *
 * @param level {@code LOG_LEVEL}; empty where it is not set
 * @param format {@code LOG_FORMAT}; empty where it is not set
 */
record LogVariables(String level, String format) {

    private static final Set<String> LEVELS = Set.of("", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final String JSON = "JSON";
    private static final Set<String> FORMATS = Set.of("", "TEXT", JSON);

    static LogVariables of(Map<String, String> environment) {
        return new LogVariables(environment.getOrDefault("LOG_LEVEL", ""), environment.getOrDefault("LOG_FORMAT", ""));
    }

    /** What is wrong with them. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            problems.add("LOG_LEVEL: '" + level + "' is no log level. Possible are DEBUG, INFO, WARN, ERROR");
        }
        if (!FORMATS.contains(format.toUpperCase(Locale.ROOT))) {
            problems.add("LOG_FORMAT: '" + format + "' is no form of a log. Possible are text, json");
        }
        return problems;
    }

    /** Whether lines are for machines, which get nothing but JSON. */
    boolean isJson() {
        return JSON.equalsIgnoreCase(format);
    }
}
