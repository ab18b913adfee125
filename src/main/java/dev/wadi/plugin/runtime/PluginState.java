package dev.wadi.plugin.runtime;

import java.util.Locale;

/** Where a plugin is in its life. Only {@link PluginLife} moves it on. */
public enum PluginState {
    /** It was found, made and configured. */
    CREATED,
    /** What it needs is there, and it was told to load. */
    RESOLVED,
    /** It runs. */
    STARTED,
    /** It ran, and may be started again. */
    STOPPED,
    /** It has let go of everything. */
    UNLOADED,
    /** Its configuration says that it is not to run. */
    DISABLED,
    /** It could not be loaded or started. */
    FAILED;

    /** The name in lower case, as users see it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
