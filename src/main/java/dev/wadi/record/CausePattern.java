package dev.wadi.record;

import java.util.regex.Pattern;

/**
 * What causes of failures have in common: ids, numbers and quoted values become {@code #}. Quoted names of fields
 * and the status of an HTTP answer stay, since they tell causes apart.
 */
public final class CausePattern {

    private static final int MAX = 200; // where causes were cut off differs

    private static final Pattern QUOTED = Pattern.compile("'(?![a-z][a-z0-9_.-]+')[^']*'");
    private static final Pattern STATUS = Pattern.compile("(?<=\\banswered |\\bstatus )\\d{3}\\b");
    private static final Pattern WITH_DIGITS = Pattern.compile("(?<![\\w\u0001])[\\w-]*\\d[\\w-]*(?:\\.\\d[\\w-]*)*");
    private static final char KEPT = '\u0001';

    private CausePattern() {}

    public static String of(String cause) {
        String kept = STATUS.matcher(cause).replaceAll(match -> KEPT + match.group());
        String pattern = WITH_DIGITS
                .matcher(QUOTED.matcher(kept).replaceAll("'#'"))
                .replaceAll("#")
                .replace(String.valueOf(KEPT), "")
                .strip();
        return pattern.length() > MAX ? pattern.substring(0, MAX) + '…' : pattern;
    }
}
