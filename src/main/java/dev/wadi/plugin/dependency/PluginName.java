package dev.wadi.plugin.dependency;

import java.util.Locale;

/** The names of plugins, in which {@code -} and {@code _} are the same, and so are upper and lower case. */
public final class PluginName {

    private PluginName() {}

    /** The form in which two names of the same plugin are equal. */
    public static String canonical(String name) {
        return name.strip().replace('-', '_').toLowerCase(Locale.ROOT);
    }

    public static boolean same(String one, String other) {
        return canonical(one).equals(canonical(other));
    }
}
