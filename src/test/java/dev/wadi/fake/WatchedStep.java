package dev.wadi.fake;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * A step of a test's route: notes what comes, and lets each record pass, fail, or stay until the test says so. Records
 * are known by their value.
 */
public final class WatchedStep extends AsyncProcessorSupport {

    /** Stands for a key that is null. */
    public static final String NO_KEY = "(none)";

    private final Map<String, List<String>> seen = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> inside = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> kept = new ConcurrentLinkedQueue<>();
    private volatile Predicate<String> keeps = value -> false;
    private volatile Function<String, @Nullable Exception> fails = value -> null;

    /** The records that stay in the step until {@link #letGo}. */
    public WatchedStep keeping(Predicate<String> values) {
        keeps = values;
        return this;
    }

    /** What records fail with; null for those that don't. */
    public WatchedStep failing(Function<String, @Nullable Exception> causes) {
        fails = causes;
        return this;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        RecordHandle handle = ExchangeRecords.first(exchange).orElseThrow();
        String key = key(handle.source());
        String value = value(handle.source());
        enter(key, value);
        if (keeps.test(value)) {
            kept.add(() -> end(exchange, key, value, callback, false));
            return false;
        }
        end(exchange, key, value, callback, true);
        return true;
    }

    private void enter(String key, String value) {
        seen.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>()).add(value);
        if (inside.merge(key, 1, Integer::sum) > 1 && !key.equals(NO_KEY)) {
            faults.add(value + " began beside another record of the key " + key);
        }
    }

    private void end(Exchange exchange, String key, String value, AsyncCallback callback, boolean sync) {
        exchange.setException(fails.apply(value));
        inside.merge(key, -1, Integer::sum);
        callback.done(sync);
    }

    private static String key(SourceRecord source) {
        return source.key() == null ? NO_KEY : new String(source.key(), StandardCharsets.UTF_8);
    }

    private static String value(SourceRecord source) {
        return source.value() == null ? "null" : new String(source.value(), StandardCharsets.UTF_8);
    }

    /** Ends the records that were kept so far, and keeps no others. */
    public void letGo() {
        keeps = value -> false;
        for (Runnable end = kept.poll(); end != null; end = kept.poll()) {
            end.run();
        }
    }

    /** How many records stay in the step. */
    public int kept() {
        return kept.size();
    }

    /** What came, by key, in order; as often as it came. */
    public Map<String, List<String>> seen() {
        return seen;
    }

    /** What came, as often as it came. */
    public List<String> values() {
        return seen.values().stream().flatMap(List::stream).toList();
    }

    /** What should not have happened: records of one key side by side. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
