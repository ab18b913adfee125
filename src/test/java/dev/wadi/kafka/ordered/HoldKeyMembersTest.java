package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Records of a key stay in their order though the members of a group share out the topic and its retry topics, each by its
 * own partitions. On a real broker.
 */
final class HoldKeyMembersTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int KEYS = 16;
    private static final int RECORDS = 20; // of each key
    private static final int PARTITIONS = 6 + 3 * 3; // of the topic, its retry topics and its replay topic

    private final TestKafka kafka = TestKafka.get();

    /** A step of a record that was done. */
    private record Done(String member, String topic, String key, int number) {}

    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    private static String route(String topic) {
        return """
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters:
                        sessionTimeout: 30s
                        format: text
                        onRetry: hold-key
                        retryDelays: '100ms,300ms'
                        maxRetries: 3
                      steps:
                        - process: { ref: step }
                """.formatted(topic, topic);
    }

    /** Every fifth record fails once, every tenth twice. */
    private static int failuresOf(int number) {
        return number % 10 == 3 ? 2 : number % 5 == 3 ? 1 : 0;
    }

    private Processor step(String member) {
        return exchange -> {
            SourceRecord source = ExchangeRecords.first(exchange).orElseThrow().source();
            String body = exchange.getMessage().getBody(String.class);
            String key = body.replaceFirst(":.*", "");
            int number = Integer.parseInt(body.replaceFirst(".*:", ""));
            if (failures.merge(body, 1, Integer::sum) <= failuresOf(number)) {
                throw Failure.of(FailureFamily.TRANSIENT, "the API is down", null, 1);
            }
            done.add(new Done(member, source.topic(), key, number));
        };
    }

    private RunningRoutes start(String topic, String member) throws Exception {
        return RunningRoutes.on(kafka).bind("step", step(member)).start(route(topic));
    }

    private void write(String topic, int from, int to) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            for (int key = 0; key < KEYS; key++) {
                records.add(new ProducerRecord<>(topic, "key-" + key, "key-" + key + ":" + i));
            }
        }
        kafka.writeAll(topic, records);
    }

    /** The numbers of each key as they were done. */
    private Map<String, List<Integer>> numbers() {
        Map<String, List<Integer>> numbers = new TreeMap<>();
        done.forEach(each ->
                numbers.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.number()));
        return numbers;
    }

    private void awaitAll() {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> numbers().size() == KEYS
                        && numbers().values().stream().allMatch(of -> new TreeSet<>(of).size() == RECORDS));
    }

    private static int partitions(RunningRoutes routes) {
        return ((OrderedConsumer) routes.context().getRoutes().getFirst().getConsumer()).getAssignedPartitions();
    }

    @Test
    void order_is_kept_when_the_retry_topics_of_a_key_belong_to_another_member() throws Exception {
        String topic = kafka.newTopic("hold-members");
        try (RunningRoutes a = start(topic, "a");
                RunningRoutes b = start(topic, "b")) {
            await().atMost(LIMIT)
                    .until(() -> partitions(a) > 0 && partitions(b) > 0 && partitions(a) + partitions(b) == PARTITIONS);
            write(topic, 0, RECORDS);
            awaitAll();
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            all.add(i);
        }
        assertThat(numbers().values())
                .allSatisfy(numbers -> assertThat(new LinkedHashSet<>(numbers)).containsExactlyElementsOf(all));
        assertThat(withMembers()).contains("other");
    }

    /** Whether keys had their records done by one member, or by one that has the topic and another that has the retries. */
    private Set<String> withMembers() {
        Map<String, Set<String>> byKey = new TreeMap<>();
        done.forEach(each ->
                byKey.computeIfAbsent(each.key(), key -> new TreeSet<>()).add(each.member()));
        Set<String> cases = new TreeSet<>();
        byKey.values().forEach(members -> cases.add(members.size() == 1 ? "same" : "other"));
        return cases;
    }

    @Test
    void order_is_kept_while_members_come_and_go() throws Exception {
        String topic = kafka.newTopic("hold-storm");
        write(topic, 0, RECORDS / 2);
        try (RunningRoutes a = start(topic, "a")) {
            await().atMost(LIMIT).until(() -> done.size() > KEYS);
            try (RunningRoutes b = start(topic, "b")) {
                await().atMost(LIMIT).until(() -> partitions(b) > 0);
                write(topic, RECORDS / 2, RECORDS);
                try (RunningRoutes c = start(topic, "c")) {
                    await().atMost(LIMIT).until(() -> partitions(c) > 0);
                }
            }
            awaitAll();
            await().atMost(LIMIT).until(() -> a.snapshots().getFirst().inFlight() == 0);
        }
        assertThat(numbers().values()).allSatisfy(HoldKeyMembersTest::assertThatNoneIsOvertaken);
    }

    /** Records that come again after a rebalance may be done twice, but none before all earlier ones were. */
    private static void assertThatNoneIsOvertaken(List<Integer> numbers) {
        int next = 0;
        for (int number : numbers) {
            assertThat(number).as("in " + numbers).isLessThanOrEqualTo(next);
            next = Math.max(next, number + 1);
        }
        assertThat(next).isEqualTo(RECORDS);
    }
}
