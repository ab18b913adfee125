package dev.wadi.record;

import java.util.regex.Pattern;

/** Causes that differ in the record's own values only are one: numbers, ids and what is quoted are left out. */
public final class CauseGroup {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern ID = Pattern.compile("\\b[0-9a-fA-F-]*\\d[\\w-]*");

    private CauseGroup() {}

    /** The cause without what belongs to a single record. */
    public static String of(String cause) {
        return ID.matcher(QUOTED.matcher(cause).replaceAll("'…'")).replaceAll("#");
    }
}
