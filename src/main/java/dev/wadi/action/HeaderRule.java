package dev.wadi.action;

import java.util.Locale;

/** Which header names a plugin may not set: those by which Camel, or its Kafka component, can be steered. */
public final class HeaderRule {

    private HeaderRule() {}

    /** Whether a header of that name steers Camel. */
    public static boolean steers(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("kafka.") || lower.startsWith("org.apache.camel");
    }

    /** What to say about such a name. */
    public static String refusal(String name) {
        return "the header '" + name + "' is refused: names that begin with Camel, kafka. or org.apache.camel steer"
                + " Camel. Any other name is possible";
    }
}
