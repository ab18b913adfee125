package dev.wadi.worker;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step of a worker before its call. */
sealed interface Handler {

    /** Where it stands: {@code file:line}. */
    String place();

    /**
     * Maps fields.
     *
     * @param mappings the wanted fields and their paths
     * @param defaults the values of fields that are absent, as {@code default.} writes them
     * @param keepUnmapped whether other fields stay
     */
    record Transform(String place, Map<String, String> mappings, Map<String, String> defaults, boolean keepUnmapped)
            implements Handler {}

    /**
     * Checks fields, and leaves messages out.
     *
     * @param config what {@code ValidationPredicate} reads
     * @param skipReason why a message is left out; empty if none ever is
     * @param checks whether anything is checked beside
     */
    record Validation(String place, Map<String, @Nullable Object> config, Optional<String> skipReason, boolean checks)
            implements Handler {}

    /**
     * Fetches what belongs to a message.
     *
     * @param uri the {@code lookup:} endpoint with all its options
     * @param connection whom it asks
     * @param resultField which field gets the answer
     * @param cacheTtl for how many seconds answers are kept
     */
    record Lookup(String place, String uri, String connection, String resultField, int cacheTtl) implements Handler {}

    /**
     * Gathers messages; what follows is done once for each batch.
     *
     * @param field the field that gets the members
     * @param size how many make a batch full
     * @param timeoutMillis how long the first one waits at most
     * @param maxBytes how many bytes make it full; 0 for any
     * @param by the field that the members of a batch share; empty for none
     */
    record Batching(String place, String field, int size, long timeoutMillis, long maxBytes, Optional<String> by)
            implements Handler {}

    /**
     * A user's own.
     *
     * @param name its class, bean or plugin
     * @param config its values, as {@code config.} writes them
     */
    record Custom(String place, String name, Map<String, String> config) implements Handler {}
}
