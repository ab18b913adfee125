package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.component.OpenRecord;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Fate;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch that is refused for its payload, with an API that refuses each batch in which one of some members is. */
final class DividedBatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ROUTE = """
            - beans:
                - name: gathered
                  type: dev.wadi.enrich.component.Batch
            - route:
                id: batches
                from:
                  uri: direct:in
                  steps:
                    - aggregate:
                        correlationExpression: { constant: all }
                        aggregationStrategy: gathered
                        completionSize: %d
                        steps: [ %s ]
            """;

    private final YamlRoutes routes = new YamlRoutes();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private List<OpenRecord> records = List.of();

    @AfterEach
    void close() {
        routes.close();
    }

    /** Sends a batch of so many, and gives the numbers of those that became dead letters. */
    private Set<Integer> deadAmong(int count, Processor api) throws Exception {
        routes.context().getRegistry().bind("api", (Processor) batch -> {
            sizes.add(ExchangeRecords.of(batch).size());
            api.process(batch);
        });
        routes.context().getRegistry().bind("fate", Fate.death(letter -> CompletableFuture.completedStage(null)));
        routes.start(ROUTE.formatted(count, "process: { ref: api }"));
        gather(count);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(records).extracting(OpenRecord::holds).containsOnly(0));
        return records.stream()
                .filter(each -> each.outcome() instanceof Outcome.Dead)
                .map(each -> (int) each.origin().offset())
                .collect(Collectors.toSet());
    }

    private void gather(int count) {
        records = IntStream.range(0, count).mapToObj(OpenRecord::new).toList();
        for (OpenRecord each : records) {
            routes.send("direct:in", Map.of("n", each.origin().offset()), each);
        }
    }

    private static Processor refusing(Integer... guilty) {
        return batch -> {
            List<Long> offsets = ExchangeRecords.of(batch).stream()
                    .map(RecordHandle::origin)
                    .map(Origin::offset)
                    .toList();
            for (int each : guilty) {
                if (offsets.contains((long) each)) {
                    throw Failure.payload("HTTP 422 for " + each);
                }
            }
        };
    }

    @Test
    void one_that_is_guilty_among_twenty_becomes_a_dead_letter_and_no_other() throws Exception {
        assertThat(deadAmong(20, refusing(13))).containsExactly(13);
        assertThat(sizes).as("calls").hasSizeLessThanOrEqualTo(1 + 2 * 5);
    }

    @Test
    void three_that_are_guilty_among_twenty_become_dead_letters_and_no_other() throws Exception {
        assertThat(deadAmong(20, refusing(0, 1, 19))).containsExactlyInAnyOrder(0, 1, 19);
    }

    @Test
    void a_batch_of_which_all_are_guilty_leaves_a_dead_letter_of_each() throws Exception {
        assertThat(deadAmong(7, batch -> {
                    throw Failure.payload("no");
                }))
                .hasSize(7);
        assertThat(sizes).hasSize(2 * 7 - 1);
    }

    @Test
    void a_failure_that_may_pass_leaves_the_batch_whole() throws Exception {
        deadAmong(8, batch -> {
            throw Failure.of(dev.wadi.record.FailureFamily.TRANSIENT, "HTTP 503", null, 3);
        });
        assertThat(sizes).containsExactly(8);
    }

    @Test
    void parts_go_out_one_after_the_other_in_the_order_of_their_members() throws Exception {
        List<List<Long>> parts = new ArrayList<>();
        deadAmong(4, batch -> {
            parts.add(ExchangeRecords.of(batch).stream()
                    .map(each -> each.origin().offset())
                    .toList());
            refusing(0).process(batch);
        });
        assertThat(parts)
                .containsExactly(List.of(0L, 1L, 2L, 3L), List.of(0L, 1L), List.of(0L), List.of(1L), List.of(2L, 3L));
    }

    @Test
    void a_part_has_the_body_of_its_members_whatever_the_steps_did_to_that_of_the_batch() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        deadAmong(2, batch -> {
            bodies.add(batch.getMessage().getBody());
            batch.getMessage().setBody("an answer");
            throw Failure.payload("no");
        });
        assertThat(bodies)
                .containsExactly(
                        Map.of("items", List.of(Map.of("n", 0L), Map.of("n", 1L)), "batch_size", 2),
                        Map.of("items", List.of(Map.of("n", 0L)), "batch_size", 1),
                        Map.of("items", List.of(Map.of("n", 1L)), "batch_size", 1));
    }

    @Test
    void the_same_members_have_the_same_idempotency_key_in_each_run_and_other_members_another() throws Exception {
        routes.context().getRegistry().bind("fate", Fate.death(letter -> CompletableFuture.completedStage(null)));
        routes.start(ROUTE.formatted(2, "to: connection:api/v1/events"));
        for (int run = 0; run < 2; run++) {
            routes.server().answers(422, "{}").answers(422, "{}").answers(200, "{}");
            gather(2);
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(records).extracting(OpenRecord::holds).containsOnly(0));
        }
        List<String> keys = routes.server().received().stream()
                .map(received -> received.headers().get("idempotency-key"))
                .toList();
        assertThat(keys.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(keys.subList(3, 6));
    }
}
