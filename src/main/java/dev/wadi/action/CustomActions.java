package dev.wadi.action;

import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.Failure;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kinds of actions that plugins have made known, by their names. Thread-safe. */
public final class CustomActions {

    /** The kinds that are Wadi's own. */
    private static final Set<String> TAKEN =
            Set.of("publish_to_topic", "http_webhook", "log", "metric", "add_header", "filter");

    private final Map<String, ActionHandler> handlers = new ConcurrentHashMap<>();
    private final @Nullable ActionHandler insteadOfAll;

    public CustomActions() {
        this(null);
    }

    private CustomActions(@Nullable ActionHandler insteadOfAll) {
        this.insteadOfAll = insteadOfAll;
    }

    /** Those of a dry run: whatever their kind, they all go to one handler. */
    public static CustomActions insteadOfAll(ActionHandler handler) {
        return new CustomActions(handler);
    }

    /**
     * Makes a kind known.
     *
     * @return what forgets it again
     * @throws IllegalArgumentException if the name is taken
     */
    public Runnable register(String kind, ActionHandler handler) {
        if (TAKEN.contains(kind) || handlers.putIfAbsent(kind, handler) != null) {
            throw new IllegalArgumentException("the action '" + kind + "' is taken. Give it another name");
        }
        return () -> handlers.remove(kind, handler);
    }

    /** The kinds there are. */
    public Set<String> kinds() {
        return new TreeSet<>(handlers.keySet());
    }

    CompletionStage<?> carryOut(PluginAction.Custom action, ActionOrigin origin) {
        ActionHandler handler = handlers.get(action.kind());
        if (handler == null) {
            return CompletableFuture.failedStage(Failure.payload("no plugin has made the action '" + action.kind()
                    + "' known. Known: " + (handlers.isEmpty() ? "none" : String.join(", ", kinds()))));
        }
        try {
            CompletionStage<?> done = (insteadOfAll == null ? handler : insteadOfAll).carryOut(action, origin);
            return done == null
                    ? CompletableFuture.failedStage(
                            Failure.payload("the handler of the action '" + action.kind() + "' returned null"))
                    : done;
        } catch (Exception | LinkageError | AssertionError e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
