package dev.wadi.plugin.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A section of a plugin's configuration. Each accessor reads one key, with variables expanded; a value of the wrong kind
 * is reported to the user with file and line, and reads as absent.
 */
public interface PluginConfig {

    /** All keys in their order. */
    List<String> keys();

    /** Whether the key is there, whatever its value. */
    boolean has(String key);

    /** Whether the value is a section itself, where a text is possible too. */
    boolean isSection(String key);

    /** A text; a number or boolean reads as its text. */
    Optional<String> text(String key);

    /** A text whose absence is reported, and reads as the empty text. */
    String requiredText(String key);

    /** A whole number of at least {@code min}. */
    Optional<Integer> integer(String key, int min);

    /** {@code true} or {@code false}. */
    Optional<Boolean> bool(String key);

    /** A section of texts; absent reads as empty. */
    Map<String, String> texts(String key);

    /** The name of a connection, which must exist. */
    Optional<String> connection(String key);

    /** A section; absent reads as nothing. */
    Optional<PluginConfig> section(String key);

    /** A list of sections; absent reads as empty. */
    List<PluginConfig> sections(String key);

    /** The value as plain Java: map, list, text, number, boolean or null. */
    @Nullable
    Object value(String key);

    /**
     * The whole section as a record, and reports each key that the record does not have. A component {@code
     * retryDelay} is the key {@code retry_delay}. Possible are texts, whole and other numbers, booleans, {@link
     * java.time.Duration} (such as {@code 5s}), {@link java.net.URI}, enums (in lower case), {@link
     * java.util.Optional}, lists, sets and maps of these, records for sections, and {@link Object} for the value as it
     * is. A key that is absent is null, an empty {@code Optional} or collection; for a primitive type it must be given.
     *
     * @return the record; if anything is wrong, which is reported, what the record makes of no values at all, or null
     *     where it can't
     */
    <R extends Record> @Nullable R as(Class<R> type);

    /** Reports each key that is not among the known ones. */
    void refuseUnknown(String... known);

    /** Reports a problem at a key: what is wrong, what was found, and what is possible. */
    void problem(String key, String message);
}
