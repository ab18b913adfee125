package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.component.OpenRecord;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.fake.CapturedLog;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Fate;
import dev.wadi.record.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchTest {

    private static final String ROUTE = """
            - beans:
                - name: events
                  type: dev.wadi.enrich.component.Batch
                  properties: { field: events }
            - route:
                id: batches
                from:
                  uri: direct:in
                  steps:
                    - aggregate:
                        correlationExpression: { constant: all }
                        aggregationStrategy: "#events"
                        completionSize: 3
                        completionTimeout: TIMEOUT
                        steps:
                          - process: { ref: "#seen" }
                          - to: "connection:api/v1/events/batch?responseBody=keep"
            """;

    private final YamlRoutes routes = new YamlRoutes();
    private final List<Exchange> seen = new CopyOnWriteArrayList<>();
    private final List<OpenRecord> records = List.of(new OpenRecord(0), new OpenRecord(1), new OpenRecord(2));

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void a_full_batch_goes_out_as_one_and_lets_its_members_go() throws Exception {
        routes.server().answers(200, "{}");
        start("60000");

        send(0);
        send(1);
        assertThat(records).extracting(OpenRecord::holds).containsExactly(1, 1, 0);
        send(2);

        awaitHolds(0, 0, 0);
        assertThat(routes.server().received()).singleElement().satisfies(received -> assertThat(received.body())
                .isEqualTo("{\"events\":[{\"n\":0},{\"n\":1},{\"n\":2}],\"batch_size\":3}"));
        assertThat(ExchangeRecords.of(seen.getFirst())).isEqualTo(List.<Object>copyOf(records));
        assertThat(records).extracting(OpenRecord::outcome).containsOnly(new Outcome.Delivered());
    }

    @Test
    void members_stay_open_until_the_batch_is_answered() throws Exception {
        routes.server().isSilent();
        start("60000");

        send(0);
        send(1);
        send(2);
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> routes.server().received().size() == 1);

        assertThat(records).extracting(OpenRecord::holds).containsExactly(1, 1, 1);
    }

    @Test
    void a_batch_that_does_not_fill_goes_out_by_timeout() throws Exception {
        routes.server().answers(200, "{}");
        start("100");

        send(0);

        awaitHolds(0, 0, 0);
        assertThat(routes.server().received().getFirst().body()).isEqualTo("{\"events\":[{\"n\":0}],\"batch_size\":1}");
    }

    @Test
    void a_failed_batch_leaves_a_dead_letter_of_each_member() throws Exception {
        List<DeadLetter> parked = new CopyOnWriteArrayList<>();
        DeadLetters letters = letter -> {
            parked.add(letter);
            return CompletableFuture.completedStage(null);
        };
        routes.context().getRegistry().bind("fate", Fate.death(letters));
        routes.server().answers(422, "bad batch");
        start("60000");

        send(0);
        send(1);
        send(2);

        awaitHolds(0, 0, 0);
        assertThat(parked).extracting(DeadLetter::record).isEqualTo(List.<Object>copyOf(records));
        assertThat(parked).extracting(DeadLetter::stage).containsOnly("batches");
        assertThat(records).extracting(OpenRecord::outcome).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOf(Outcome.Dead.class));
    }

    /** Camel would log each at WARN, so each trial while a circuit is open. */
    @Test
    void a_failed_batch_is_told_of_by_its_members_and_no_line_of_the_log() throws Exception {
        routes.context().getRegistry().bind("fate", Fate.death(letter -> CompletableFuture.completedStage(null)));
        routes.server().answers(422, "bad batch");
        try (CapturedLog log = new CapturedLog()) {
            start("60000");
            send(0);
            send(1);
            send(2);
            awaitHolds(0, 0, 0);
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> log.lines().stream()
                    .anyMatch(line -> line.startsWith("DEBUG Error processing aggregated exchange")));
        }
    }

    @Test
    void a_failed_batch_that_an_error_handler_took_lets_its_members_go() throws Exception {
        routes.server().answers(422, "bad batch");
        routes.context().getRegistry().bind("settle", (Processor) failed ->
                ExchangeRecords.of(failed).forEach(handle -> handle.settle(new Outcome.Retried("t.retry.1m"))));
        routes.context().getRegistry().bind("seen", (Processor) seen::add);
        routes.start("""
                - routeConfiguration:
                    onException:
                      - onException:
                          exception: [ "java.lang.Exception" ]
                          handled: { constant: "true" }
                          steps:
                            - process: { ref: "#settle" }
                """ + ROUTE.replace("TIMEOUT", "60000"));

        send(0);
        send(1);
        send(2);

        awaitHolds(0, 0, 0);
        assertThat(records).extracting(OpenRecord::outcome).containsOnly(new Outcome.Retried("t.retry.1m"));
    }

    @Test
    void a_failed_batch_that_nobody_takes_keeps_its_members_open() throws Exception {
        routes.server().answers(422, "bad batch");
        start("60000");

        send(0);
        send(1);
        send(2);
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> seen.size() == 5 && seen.stream().allMatch(part -> part.getException() != null));

        assertThat(records).extracting(OpenRecord::holds).containsExactly(1, 1, 1);
    }

    private void start(String timeout) throws Exception {
        routes.context().getRegistry().bind("seen", (Processor) seen::add);
        routes.start(ROUTE.replace("TIMEOUT", timeout));
    }

    private void send(int number) {
        assertThat(routes.send("direct:in", Map.of("n", number), records.get(number))
                        .getException())
                .isNull();
    }

    private void awaitHolds(Integer... holds) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(records)
                .extracting(OpenRecord::holds)
                .containsExactly(holds));
    }
}
