package dev.wadi.plugin.spi;

import java.util.concurrent.CompletionStage;

/** Carries out the actions of one kind that a plugin has made known. Thread-safe. */
@FunctionalInterface
public interface ActionHandler {

    /**
     * Starts an action. Must not block; the record that it belongs to stays open until the action has ended.
     *
     * @param action what is asked for
     * @param origin for whom
     * @return completes when it is done; if it fails, or this throws, the action becomes a dead letter of its record
     */
    CompletionStage<?> carryOut(PluginAction.Custom action, ActionOrigin origin) throws Exception;
}
