package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Says what must have come out of one execution of a plugin. Each method throws an {@link AssertionError} if it did not. */
public final class PluginResultAssert {

    private final PluginResult result;

    PluginResultAssert(PluginResult result) {
        this.result = result;
    }

    /** It did its work, and the message is not left out. */
    public ActionsAssert succeeded() {
        require(PluginResult.Status.SUCCESS, "");
        if (filter().isPresent()) {
            throw new AssertionError("expected that the message goes on, but it was filtered: " + filter().get());
        }
        return actions();
    }

    /** It had nothing to do, for this reason. */
    public ActionsAssert skipped(String reason) {
        require(PluginResult.Status.SKIPPED, reason);
        return actions();
    }

    /** It could not do its work, for this reason. */
    public ActionsAssert failed(String reason) {
        require(PluginResult.Status.FAILED, reason);
        return actions();
    }

    /** The message is left out, for this reason. */
    public ActionsAssert filtered(String reason) {
        if (!filter().equals(Optional.of(reason))) {
            throw new AssertionError("expected that the message is filtered: " + reason + "\nbut was " + shown());
        }
        return actions();
    }

    /** The actions, whatever the status. */
    public ActionsAssert actions() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (PluginAction action : result.actions()) {
            if (action instanceof PluginAction.AddHeader header) {
                headers.put(header.name(), header.value());
            }
        }
        return new ActionsAssert(
                result.actions().stream()
                        .filter(PluginAction.Effect.class::isInstance)
                        .toList(),
                headers);
    }

    private Optional<String> filter() {
        return result.actions().stream()
                .filter(PluginAction.Filter.class::isInstance)
                .map(action -> ((PluginAction.Filter) action).reason())
                .reduce((first, last) -> last);
    }

    private void require(PluginResult.Status status, String message) {
        boolean said = message.isEmpty() || message.equals(result.message());
        if (result.status() != status || !said) {
            throw new AssertionError(
                    "expected " + status + (message.isEmpty() ? "" : ": " + message) + "\nbut was " + shown());
        }
    }

    private String shown() {
        return result.status() + (result.message().isEmpty() ? "" : ": " + result.message());
    }
}
