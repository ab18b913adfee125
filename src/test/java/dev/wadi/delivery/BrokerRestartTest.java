package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.Flow;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.SeparateBroker;
import dev.wadi.fake.Soak;
import dev.wadi.fake.TestKafka;
import dev.wadi.fake.WatchedStep;
import dev.wadi.kafka.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away in mid-flight and comes back: nothing is lost, keys keep their order, nobody has to help. */
@Tag(Soak.TAG)
class BrokerRestartTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String ROUTE = """
            - route:
                id: through
                from:
                  uri: kafka-ordered:in
                  parameters: { format: TEXT, maxInFlight: 32, shards: 2 }
                  steps:
                    - process: { ref: step }
                    - to: publish:out
            """;

    private final WatchedStep step = new WatchedStep();

    @Test
    void a_broker_that_stops_and_starts_loses_nothing(@TempDir Path folder) throws Exception {
        Soak soak = Soak.of("broker restarts", 1);
        int port = FreePorts.next();
        int controllerPort = FreePorts.next();
        EmbeddedBroker broker = EmbeddedBroker.start(folder, port, controllerPort);
        try (TestKafka kafka = TestKafka.at(broker.bootstrapServers());
                Flow flow = Flow.into(kafka, "in", 20);
                RunningRoutes routes =
                        RunningRoutes.on(kafka).bind("step", step).start(ROUTE)) {
            while (soak.next()) {
                awaitFurther(routes, 200 + soak.random().nextInt(300));
                broker.close();
                broker = EmbeddedBroker.start(folder, port, controllerPort);
            }
            awaitFurther(routes, 200);
            assertAllThrough(kafka, flow.stop());
        } finally {
            broker.close();
        }
    }

    @Test
    void a_broker_that_is_killed_and_started_loses_nothing(@TempDir Path folder) throws Exception {
        Soak soak = Soak.of("broker kills", 1);
        try (SeparateBroker broker = SeparateBroker.start(folder.resolve("broker"));
                TestKafka kafka = TestKafka.at(broker.bootstrapServers());
                Flow flow = Flow.into(kafka, "in", 20);
                RunningRoutes routes =
                        RunningRoutes.on(kafka).bind("step", step).start(ROUTE)) {
            while (soak.next()) {
                awaitFurther(routes, 200 + soak.random().nextInt(300));
                broker.killAndRestart();
            }
            awaitFurther(routes, 200);
            assertAllThrough(kafka, flow.stop());
        }
    }

    private static void awaitFurther(RunningRoutes routes, int count) {
        int before = routes.outcomes().size();
        await().atMost(LIMIT).until(() -> routes.outcomes().size() >= before + count);
    }

    private void assertAllThrough(TestKafka kafka, int sent) {
        await().atMost(LIMIT).until(() -> kafka.committed("through", "in") == sent);
        Flow.assertArrived(kafka.read("out"), sent);
        assertThat(step.faults()).isEmpty();
        assertThat(kafka.size("in.dlq")).isZero();
        System.out.println(sent + " records, " + (kafka.size("out") - sent) + " of them came again");
    }
}
