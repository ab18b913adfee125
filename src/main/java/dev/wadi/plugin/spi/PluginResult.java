package dev.wadi.plugin.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What came out of one execution of a plugin.
 *
 * @param status how it went; a failure is counted but stops nothing
 * @param message why, in words; may be empty
 * @param actions what is to be done, in this order, whatever the status
 */
public record PluginResult(Status status, String message, List<PluginAction> actions) {

    private static final PluginResult SUCCESS = new PluginResult(Status.SUCCESS, "", List.of());

    /** How an execution went. */
    public enum Status {
        /** It did its work. */
        SUCCESS,
        /** There was nothing to do for this message. */
        SKIPPED,
        /** It could not do its work; the message goes on. */
        FAILED
    }

    public PluginResult {
        actions = List.copyOf(actions);
    }

    /** It did its work. */
    public static PluginResult success() {
        return SUCCESS;
    }

    /** It did its work, and says something of it, which shows in the log at {@code DEBUG}. */
    public static PluginResult success(String message) {
        return new PluginResult(Status.SUCCESS, message, List.of());
    }

    /** There was nothing to do for this message, and why. */
    public static PluginResult skip(String reason) {
        return new PluginResult(Status.SKIPPED, reason, List.of());
    }

    /**
     * Leaves the message out: later plugins of the stage don't run, and its route ends.
     *
     * @param reason why, in words that hold for many messages (no ids)
     */
    public static PluginResult filter(String reason) {
        return new PluginResult(Status.SUCCESS, reason, List.of(new PluginAction.Filter(reason)));
    }

    /** It could not do its work, and why; the message goes on. */
    public static PluginResult failed(String reason) {
        return new PluginResult(Status.FAILED, reason, List.of());
    }

    /** This result with further actions after those it has. */
    public PluginResult with(PluginAction... more) {
        List<PluginAction> all = new ArrayList<>(actions);
        Collections.addAll(all, more);
        return new PluginResult(status, message, all);
    }

    /** This result with further actions after those it has. */
    public PluginResult with(List<? extends PluginAction> more) {
        return with(more.toArray(PluginAction[]::new));
    }
}
