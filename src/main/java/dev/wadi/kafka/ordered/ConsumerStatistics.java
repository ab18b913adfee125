package dev.wadi.kafka.ordered;

import dev.wadi.record.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of a consumer's records, for people and for Prometheus.
 *
 * <p>Always true once no record ends just now: {@code received = delivered + filtered + retried + dead + in flight}.
 * A record counts as received when work on it begins, and no longer if it goes back unfinished because its partition
 * was taken away. Thread-safe.
 */
public final class ConsumerStatistics {

    private static final int MAX_REASONS = 50; // bounds the label set, whatever plugins say

    private final String consumer;
    private final MeterRegistry meters;
    private final LongAdder received = new LongAdder();
    private final LongAdder givenBack = new LongAdder();
    private final LongAdder open = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<String, LongAdder> filtered = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dead = new ConcurrentHashMap<>();

    ConsumerStatistics(String consumer, MeterRegistry meters) {
        this.consumer = consumer;
        this.meters = meters;
        FunctionCounter.builder("wadi.consumer.received", received, LongAdder::sum)
                .tag("consumer", consumer)
                .description("records on which work began")
                .register(meters);
        FunctionCounter.builder("wadi.consumer.given.back", givenBack, LongAdder::sum)
                .tag("consumer", consumer)
                .description("records begun that went back unfinished with their partition")
                .register(meters);
        register("delivered", "none", delivered);
        register("retried", "none", retried);
        WorkerMeters.processed(consumer, this, meters);
        Gauge.builder("wadi.consumer.in.flight", open, LongAdder::sum)
                .tag("consumer", consumer)
                .description("records begun and not terminal")
                .register(meters);
    }

    void begin() {
        received.increment();
        open.increment();
    }

    /** A record that was begun went back unfinished, because its partition was taken away. */
    void giveBack() {
        givenBack.increment();
        open.decrement();
    }

    /** A record ended. */
    void end(Outcome outcome) {
        open.decrement();
        switch (outcome) {
            case Outcome.Delivered d -> delivered.increment();
            case Outcome.Retried r -> retried.increment();
            case Outcome.Filtered f -> counter("filtered", filtered, f.reason()).increment();
            case Outcome.Dead d -> counter("dead", dead, d.family().label()).increment();
        }
    }

    /** The numbers of this moment. */
    public Snapshot snapshot() {
        // Ends before begins: a record that ends meanwhile never makes the number in flight negative.
        Map<String, Long> filteredNow = sums(filtered);
        Map<String, Long> deadNow = sums(dead);
        long deliveredNow = delivered.sum();
        long retriedNow = retried.sum();
        return new Snapshot(
                consumer, received.sum() - givenBack.sum(), deliveredNow, filteredNow, retriedNow, deadNow, open.sum());
    }

    /**
     * The numbers of one moment.
     *
     * @param consumer the route id
     * @param received records on which work began
     * @param delivered those processed to the end
     * @param filtered those left out, by reason
     * @param retried those written to a retry topic
     * @param dead those written to a dead-letter topic, by the cause's family
     * @param inFlight those begun and not ended: counted for itself, so that the sum shows whether the account is right
     */
    public record Snapshot(
            String consumer,
            long received,
            long delivered,
            Map<String, Long> filtered,
            long retried,
            Map<String, Long> dead,
            long inFlight) {

        public long filteredTotal() {
            return filtered.values().stream().mapToLong(Long::longValue).sum();
        }

        public long deadTotal() {
            return dead.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Whether each record is accounted for. May be off by those that end just now. */
        public boolean isConserved() {
            return received == delivered + filteredTotal() + retried + deadTotal() + inFlight;
        }
    }

    private LongAdder counter(String outcome, Map<String, LongAdder> counters, String reason) {
        LongAdder known = counters.get(reason);
        if (known != null) {
            return known;
        }
        String label = counters.size() < MAX_REASONS ? reason : "other";
        return counters.computeIfAbsent(label, name -> {
            LongAdder counter = new LongAdder();
            register(outcome, name, counter);
            return counter;
        });
    }

    private void register(String outcome, String reason, LongAdder counter) {
        WorkerMeters.of(consumer, outcome, reason, counter, meters);
        FunctionCounter.builder("wadi.consumer.records", counter, LongAdder::sum)
                .tags("consumer", consumer, "outcome", outcome, "reason", reason)
                .description("records that became terminal")
                .register(meters);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((name, counter) -> sums.put(name, counter.sum()));
        return sums;
    }
}
