package dev.wadi.plugin.testkit;

import java.util.Optional;

/** Says what must have become of a message at a stage. Each method throws an {@link AssertionError} if it did not. */
public final class StageResultAssert {

    private final StageResult result;

    StageResultAssert(StageResult result) {
        this.result = result;
    }

    /** It went on, no plugin failed, and all actions could be carried out. */
    public ActionsAssert passed() {
        if (result.filtered().isPresent()) {
            throw new AssertionError("expected that the message goes on, but it was filtered: "
                    + result.filtered().get());
        }
        requireNoTrouble();
        return actions();
    }

    /** It was left out for this reason, no plugin failed, and all actions could be carried out. */
    public ActionsAssert filtered(String reason) {
        if (!result.filtered().equals(Optional.of(reason))) {
            throw new AssertionError("expected that the message is filtered: " + reason + "\nbut it "
                    + result.filtered().map(other -> "was filtered: " + other).orElse("went on"));
        }
        requireNoTrouble();
        return actions();
    }

    /** A plugin failed; the message went on all the same. */
    public ActionsAssert failed(String plugin) {
        if (!result.errors().containsKey(plugin)) {
            throw new AssertionError("expected that the plugin '" + plugin + "' fails, but failed have: "
                    + result.errors().keySet());
        }
        return actions();
    }

    /** The actions, whatever became of the message. */
    public ActionsAssert actions() {
        return new ActionsAssert(result.asked(), result.headers());
    }

    private void requireNoTrouble() {
        if (!result.errors().isEmpty()) {
            throw new AssertionError("a plugin failed, the log says why: " + result.errors());
        }
        if (!result.failedActions().isEmpty()) {
            throw new AssertionError("an action could not be carried out: " + result.failedActions());
        }
    }
}
