package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.dlq.component.UnwrittenHealthCheck;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.fake.WatchedStep;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/**
 * A dead letter that can't be written: its record stays open and its key waits, other keys go on, nothing past it is
 * committed, and it ends once the topic takes it.
 */
class UnwrittenLettersTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 60;
    private static final int KEYS = 6;
    private static final String BAD = "2";

    private final TestKafka kafka = TestKafka.get();
    private final WatchedStep step =
            new WatchedStep().failing(value -> value.startsWith(BAD + " ") ? Failure.payload("not this one") : null);

    private static String route(String topic) {
        return """
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { format: TEXT, sessionTimeout: 30s, drainTimeout: 500 }
                      steps: [ process: { ref: step } ]
                """.formatted(topic);
    }

    /** Writes records of some keys to one partition, each with a value of about a thousand bytes. */
    private void write(String topic) {
        kafka.writeAll(
                topic,
                IntStream.range(0, COUNT)
                        .mapToObj(i -> new ProducerRecord<>(topic, 0, "key-" + i % KEYS, i + " " + noise(1_000)))
                        .toList());
    }

    /** Text that the producer's compression can't make small. */
    private static String noise(int length) {
        return new Random(length)
                .ints(length, '0', 'z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private void limitRecords(String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(kafka.settings().client(Map.of()))) {
            AlterConfigOp limit = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(limit)))
                    .all()
                    .get();
        }
    }

    private void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(kafka.settings().client(Map.of()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(LIMIT).until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    private long committed(String topic) {
        return kafka.committed(topic + "-route", topic);
    }

    /** All keys are through but the one of the record that fails, which has not ended. */
    private void awaitOthers(RunningRoutes routes, String topic) {
        int others = COUNT - COUNT / KEYS;
        await().atMost(LIMIT).until(() -> routes.outcomes().size() == others);
        await().atMost(LIMIT).until(() -> committed(topic) == Long.parseLong(BAD));
        assertThat(Objects.requireNonNull(step.seen().get("key-" + BAD)))
                .as("the key waits")
                .hasSize(1);
        assertThat(routes.accounts().getFirst().inFlight()).isEqualTo(1);
        await().atMost(LIMIT).until(() -> letters(routes).getState() == HealthCheck.State.DOWN);
        assertThat(letters(routes).getMessage().orElse("")).contains(topic + ".dlq");
    }

    private static HealthCheck.Result letters(RunningRoutes routes) {
        return new UnwrittenHealthCheck(routes::unwritten).call();
    }

    private void awaitAll(RunningRoutes routes, String topic) {
        await().atMost(LIMIT).until(() -> committed(topic) == COUNT);
        assertThat(routes.outcomes().get(topic + "-0@" + BAD)).isInstanceOf(Outcome.Dead.class);
        assertThat(kafka.values(topic + ".dlq")).hasSize(1).allMatch(value -> value.startsWith(BAD + " "));
        assertThat(step.faults()).isEmpty();
        assertThat(letters(routes).getState()).as("health").isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void a_letter_that_its_topic_refuses_keeps_its_record_open_until_it_does_not() throws Exception {
        String topic = kafka.newTopic("refused-letter");
        kafka.topics().ensure(topic + ".dlq");
        limitRecords(topic + ".dlq", 600);
        write(topic);
        try (RunningRoutes routes =
                RunningRoutes.on(kafka).impatient().bind("step", step).start(route(topic))) {
            awaitOthers(routes, topic);
            limitRecords(topic + ".dlq", 1 << 20);
            awaitAll(routes, topic);
            assertThat(step.values()).hasSize(COUNT);
        }
    }

    @Test
    void a_letter_that_waits_when_the_consumer_stops_is_written_by_the_next_one() throws Exception {
        String topic = kafka.newTopic("letter-at-stop");
        kafka.topics().ensure(topic + ".dlq");
        limitRecords(topic + ".dlq", 600);
        write(topic);
        try (RunningRoutes first =
                RunningRoutes.on(kafka).impatient().bind("step", step).start(route(topic))) {
            awaitOthers(first, topic);
        }
        assertThat(committed(topic)).isEqualTo(Long.parseLong(BAD));
        limitRecords(topic + ".dlq", 1 << 20);
        try (RunningRoutes second = RunningRoutes.on(kafka).bind("step", step).start(route(topic))) {
            awaitAll(second, topic);
        }
    }

    @Test
    void a_letter_whose_topic_was_deleted_waits_until_there_is_one() throws Exception {
        String topic = kafka.newTopic("deleted-letters");
        kafka.topics().ensure(topic + ".dlq");
        try (TestKafka creatingNothing = kafka.withoutCreation();
                RunningRoutes routes = RunningRoutes.on(creatingNothing)
                        .impatient()
                        .bind("step", step)
                        .start(route(topic))) {
            delete(topic + ".dlq");
            write(topic);
            awaitOthers(routes, topic);
            try (TestKafka another = TestKafka.at(kafka.settings().bootstrapServers())) {
                another.topics().ensure(topic + ".dlq");
            }
            awaitAll(routes, topic);
        }
    }
}
