package dev.wadi.kafka.ordered;

import dev.wadi.record.WorkerName;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of workers, under a worker's name and in the words of workers. They are other views of the consumer's own
 * counters: nothing is counted twice, and the members of a batch count by what became of it.
 */
final class WorkerMeters {

    private static final Map<String, String> RESULTS =
            Map.of("delivered", "succeeded", "filtered", "skipped", "dead", "failed", "retried", "retried");

    private WorkerMeters() {}

    /** Shows a consumer's counter of an outcome, if it is a worker's. */
    static void of(String consumer, String outcome, String reason, LongAdder counter, MeterRegistry meters) {
        if (WorkerName.isWorker(consumer)) {
            FunctionCounter.builder("wadi.worker.records", counter, LongAdder::sum)
                    .tags("worker", WorkerName.of(consumer), "result", RESULTS.getOrDefault(outcome, outcome))
                    .tag("reason", reason)
                    .description("records of a worker that ended")
                    .register(meters);
        }
    }

    /** Shows how many records of a worker have ended: succeeded, failed and skipped; those to be retried have not. */
    static void processed(String consumer, ConsumerStatistics statistics, MeterRegistry meters) {
        if (WorkerName.isWorker(consumer)) {
            FunctionCounter.builder("wadi.worker.processed", statistics, WorkerMeters::ended)
                    .tag("worker", WorkerName.of(consumer))
                    .description("records of a worker that succeeded, failed or were skipped")
                    .register(meters);
        }
    }

    private static double ended(ConsumerStatistics statistics) {
        ConsumerStatistics.Snapshot now = statistics.snapshot();
        return (double) now.delivered() + now.filteredTotal() + now.deadTotal();
    }
}
