package dev.wadi.action;

import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The kinds of actions that plugins have made known, by their names. Thread-safe. */
public final class CustomActions {

    /** How long a handler may take. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The kinds that are Wadi's own. */
    private static final Set<String> TAKEN =
            Set.of("publish_to_topic", "http_webhook", "log", "metric", "add_header", "filter");

    /** The registrations of each kind, all of one plugin. */
    private final Map<String, List<Registered>> kinds = new ConcurrentHashMap<>();

    private final Duration limit;
    private final @Nullable ActionHandler insteadOfAll;

    public CustomActions() {
        this(LIMIT, null);
    }

    CustomActions(Duration limit) {
        this(limit, null);
    }

    private CustomActions(Duration limit, @Nullable ActionHandler insteadOfAll) {
        this.limit = limit;
        this.insteadOfAll = insteadOfAll;
    }

    /** Those of a dry run: whatever their kind, they all go to one handler. */
    public static CustomActions insteadOfAll(ActionHandler handler) {
        return new CustomActions(LIMIT, handler);
    }

    /**
     * Makes a kind known. While a plugin is replaced by another version of itself, the newest that counts is asked.
     *
     * @param plugin the plugin's name
     * @param counts whether this one may be asked now
     * @return what forgets it again
     * @throws IllegalArgumentException if the name is taken
     */
    public Runnable register(String kind, String plugin, BooleanSupplier counts, ActionHandler handler) {
        Registered registered = new Registered(plugin, counts, handler);
        kinds.compute(kind, (name, known) -> {
            boolean taken = known != null && !known.getLast().plugin.equals(plugin);
            if (taken || TAKEN.contains(kind)) {
                throw new IllegalArgumentException("the action '" + kind + "' is taken by "
                        + (known == null ? "Wadi itself" : "the plugin '" + known.getLast().plugin + "'")
                        + ". Give it another name");
            }
            List<Registered> more = new ArrayList<>(known == null ? List.of() : known);
            more.add(registered);
            return List.copyOf(more);
        });
        return () -> kinds.computeIfPresent(kind, (name, known) -> {
            List<Registered> fewer =
                    known.stream().filter(other -> !other.equals(registered)).toList();
            return fewer.isEmpty() ? null : fewer;
        });
    }

    /** The kinds there are. */
    public Set<String> kinds() {
        return new TreeSet<>(kinds.keySet());
    }

    CompletionStage<?> carryOut(PluginAction.Custom action, ActionOrigin origin) {
        List<Registered> known = kinds.get(action.kind());
        if (known == null) {
            return CompletableFuture.failedStage(Failure.payload("no plugin has made the action '" + action.kind()
                    + "' known. Known: " + (kinds.isEmpty() ? "none" : String.join(", ", kinds()))));
        }
        ActionHandler handler = insteadOfAll == null ? newest(known).handler : insteadOfAll;
        try {
            CompletionStage<?> done = handler.carryOut(action, origin);
            return done == null
                    ? CompletableFuture.failedStage(
                            Failure.payload("the handler of the action '" + action.kind() + "' returned null"))
                    : limited(action.kind(), done);
        } catch (Exception | LinkageError | AssertionError e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Registered newest(List<Registered> known) {
        return known.reversed().stream()
                .filter(registered -> registered.counts.getAsBoolean())
                .findFirst()
                .orElse(known.getLast());
    }

    /** A record waits for the action: for ever, if its handler forgot it. */
    private CompletionStage<?> limited(String kind, CompletionStage<?> done) {
        CompletableFuture<@Nullable Object> ended = new CompletableFuture<>();
        done.whenComplete((result, thrown) -> {
            if (thrown == null) {
                ended.complete(result);
            } else {
                ended.completeExceptionally(thrown);
            }
        });
        return ended.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(thrown -> {
            Throwable cause = thrown instanceof TimeoutException
                    ? Failure.of(
                            FailureFamily.TRANSIENT,
                            "the action '" + kind + "' was not done after " + limit.toSeconds() + " s",
                            thrown,
                            1)
                    : thrown;
            return CompletableFuture.failedStage(cause);
        });
    }

    /** Identity counts: a handler may be registered twice. */
    private static final class Registered {
        private final String plugin;
        private final BooleanSupplier counts;
        private final ActionHandler handler;

        Registered(String plugin, BooleanSupplier counts, ActionHandler handler) {
            this.plugin = plugin;
            this.counts = counts;
            this.handler = handler;
        }
    }
}
