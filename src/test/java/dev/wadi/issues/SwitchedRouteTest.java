package dev.wadi.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.Conservation;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.fake.WatchedStep;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A consumer whose route is suspended and resumed, or stopped and started, as Hawtio's buttons do. */
class SwitchedRouteTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestKafka kafka = TestKafka.get();
    private final WatchedStep step = new WatchedStep();

    private RunningRoutes start(String topic) throws Exception {
        return RunningRoutes.on(kafka).impatient().bind("step", step).start("""
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { format: TEXT, sessionTimeout: 30s, drainTimeout: 100 }
                      steps: [ process: { ref: step } ]
                """.formatted(topic));
    }

    private void write(String topic, int count) {
        kafka.writeAll(
                topic,
                IntStream.range(0, count)
                        .mapToObj(i -> new ProducerRecord<>(topic, 0, "key-" + i, "value-" + i))
                        .toList());
    }

    /**
     * Each start registered the gauges anew, which a registry ignores: they went on telling of the consumer before, and
     * of nothing once that was collected.
     */
    @Test
    void its_gauges_tell_of_the_consumer_that_runs() throws Exception {
        String topic = kafka.newTopic("gauges");
        try (RunningRoutes routes = start(topic);
                CapturedLog log = new CapturedLog()) {
            routes.context().getRouteController().suspendRoute(topic + "-route");
            routes.context().getRouteController().resumeRoute(topic + "-route");
            step.keeping(value -> true);
            write(topic, 10);
            await().atMost(LIMIT).until(() -> step.kept() == 10);
            await().atMost(LIMIT)
                    .until(() -> routes.meters()
                                    .get("wadi.consumer.ledger.size")
                                    .gauge()
                                    .value()
                            == 10);
            step.letGo();
            assertThat(log.warnings()).isEmpty();
        }
    }

    /** A second start made new counters, which the registry ignores: the metrics stood still from then on. */
    @Test
    void its_account_goes_on_where_it_was() throws Exception {
        String topic = kafka.newTopic("switched");
        try (RunningRoutes routes = start(topic)) {
            write(topic, 10);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 10);
            routes.context().getRouteController().stopRoute(topic + "-route");
            write(topic, 10);
            routes.context().getRouteController().startRoute(topic + "-route");
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 20);
            List<Conservation> accounts = routes.accounts();
            assertThat(accounts).extracting(Conservation::endedTotal).containsExactly(20L);
            assertThat(routes.snapshots()).hasSize(1);
        }
    }
}
