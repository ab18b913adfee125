package dev.wadi.demo.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source event and its parts: its rows, and each action that was asked for. Guarded by the scoreboard. */
final class SourceEvent {

    /** The part that every event has: its rows on the entity topic. */
    static final String ROWS = "rows";

    /** How a part ended. */
    sealed interface End {
        record Arrived() implements End {}

        record Filtered(String reason) implements End {}

        record Dead(String cause) implements End {}
    }

    private final Map<String, @Nullable End> parts = new LinkedHashMap<>();

    SourceEvent() {
        parts.put(ROWS, null);
    }

    void expect(String part) {
        parts.putIfAbsent(part, null);
    }

    /** Ends a part; the first end counts. Arrivals that nobody asked for don't. */
    void end(String part, End end) {
        if (parts.containsKey(part)) {
            parts.putIfAbsent(part, end);
        }
    }

    /** Ends every part that has not ended. */
    void endAll(End end) {
        parts.replaceAll((part, before) -> before == null ? end : before);
    }

    /** Ends the first part of that kind that has not ended. */
    void endOne(String kind, End end) {
        for (Map.Entry<String, @Nullable End> part : parts.entrySet()) {
            if (part.getValue() == null && part.getKey().startsWith(kind)) {
                part.setValue(end);
                return;
            }
        }
    }

    /** How the event ended, or null while a part is open: dead before filtered before arrived. */
    @Nullable
    End end() {
        End gravest = new End.Arrived();
        for (End end : parts.values()) {
            switch (end) {
                case null -> {
                    return null;
                }
                case End.Dead dead -> gravest = dead;
                case End.Filtered filtered -> gravest = gravest instanceof End.Dead ? gravest : filtered;
                case End.Arrived arrived -> {
                    // the least grave
                }
            }
        }
        return gravest;
    }
}
