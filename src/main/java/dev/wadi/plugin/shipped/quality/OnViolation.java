package dev.wadi.plugin.shipped.quality;

/** What happens to a message that breaks a rule, beside that it is counted. */
enum OnViolation {
    /** A line in the log. */
    LOG,
    /** Nothing else. */
    METRIC,
    /** A header that names the rules. */
    HEADER,
    /** The message is left out. */
    FILTER
}
