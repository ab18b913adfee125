package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.dlq.KafkaDeadLetters;
import dev.wadi.dlq.letter.AuditTrail;
import dev.wadi.fake.CommandRun;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.FreePorts;
import dev.wadi.fake.TestKafka;
import dev.wadi.json.Json;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Header;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator does with dead letters, on a real broker. */
class DlqCommandsTest {

    private static final Instant FAILED_AT = Instant.parse("2026-01-02T03:04:05Z");

    private final TestKafka kafka = TestKafka.get();
    private final String topic = kafka.newTopic("letters");
    private final String dlq = topic + ".dlq";
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics());

    @AfterEach
    void stop() {
        publisher.close();
        scheduler.shutdownNow();
    }

    private CommandRun wadi(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--kafka", kafka.settings().bootstrapServers()));
        return CommandRun.of(Wadi.commandLine(), all.toArray(String[]::new));
    }

    /** A record that failed; the records of a test have one key, so that their letters are in one partition. */
    private void dead(String value, String cause) {
        dead(new FakeRecordHandle("claimx-enrich", topic, 3, value), Failure.payload(cause));
    }

    private void dead(FakeRecordHandle failed, Failure cause) {
        new KafkaDeadLetters(new PersistentPublisher(publisher, scheduler))
                .park(DeadLetter.ofRecord(failed, cause, "claimx-enrich", FAILED_AT))
                .toCompletableFuture()
                .join();
    }

    private List<String> ids() {
        return kafka.read(dlq).stream()
                .map(letter -> letter.topic() + "/" + letter.partition() + "/" + letter.offset())
                .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> written) {
        Map<String, String> headers = new java.util.TreeMap<>();
        written.headers().forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Test
    void lists_letters_of_one_cause_together() {
        dead("{}", "project 481516 is not known");
        dead("{}", "project 2342 is not known");
        dead("{}", "the field 'id' is missing");
        CommandRun run = wadi("list", "--topic", dlq);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).anyMatch(line -> line.matches("[0-9a-f]{6}      2 ×  " + dlq));
        assertThat(run.text())
                .contains("payload in claimx-enrich: project # is not known")
                .contains("payload in claimx-enrich: the field 'id' is missing")
                .contains("such as " + ids().get(0))
                .endsWith("3 dead letters, 2 causes");

        CommandRun json = wadi("list", "--topic", dlq, "--json");
        assertThat(Json.value(json.text().getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .first()
                .satisfies(group -> assertThat(group.get("count")).isEqualTo(2));
        assertThat(wadi("list", "--topic", dlq, "--all").out())
                .contains(ids().get(2) + "  2026-01-02T03:04:05Z")
                .endsWith("3 dead letters");
    }

    @Test
    void shows_all_about_one_letter_but_no_credentials() {
        publisher
                .publish(new OutgoingRecord(
                        dlq,
                        "k".getBytes(StandardCharsets.UTF_8),
                        "{\"a\":[1]}".getBytes(StandardCharsets.UTF_8),
                        List.of(
                                FailureHeaders.text("Authorization", "canary"),
                                FailureHeaders.text("trace", "t-1\u001b[2J"),
                                FailureHeaders.text(FailureHeaders.KIND, "record"),
                                FailureHeaders.text(FailureHeaders.CAUSE, "no\nluck"))))
                .toCompletableFuture()
                .join();
        CommandRun run = wadi("show", ids().getFirst());
        assertThat(run.exitCode()).isZero();
        assertThat(run.text())
                .contains("no luck", "trace: t-1\uFFFD[2J", "Authorization: (not shown, 6 bytes)")
                .contains("\"a\" : [ 1 ]")
                .doesNotContain("canary");
    }

    @Test
    void replays_a_record_as_it_came_in_with_its_history() {
        dead("{\"n\": 1.50}", "no luck");
        String id = ids().getFirst();
        CommandRun run = wadi("replay", id);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).first().asString().startsWith("replayed " + id + "  written to " + topic + ".replay-");
        assertThat(run.out()).last().isEqualTo("1 replayed");

        ConsumerRecord<byte[], byte[]> replayed = kafka.read(topic + ".replay").getFirst();
        assertThat(new String(replayed.value(), StandardCharsets.UTF_8)).isEqualTo("{\"n\": 1.50}");
        assertThat(new String(replayed.key(), StandardCharsets.UTF_8)).isEqualTo("key");
        assertThat(headers(replayed))
                .isEqualTo(Map.ofEntries(
                        Map.entry("wadi-kind", "record"),
                        Map.entry("wadi-consumer", "claimx-enrich"),
                        Map.entry("wadi-group", "claimx-enrich"),
                        Map.entry("wadi-topic", topic),
                        Map.entry("wadi-attempts", "1"),
                        Map.entry("wadi-retries", "0"),
                        Map.entry("wadi-replays", "1"),
                        Map.entry("wadi-first-failed-at", FAILED_AT.toString()),
                        Map.entry("wadi-origin-topic", topic),
                        Map.entry("wadi-origin-partition", "0"),
                        Map.entry("wadi-origin-offset", "3")));
    }

    @Test
    void leaves_an_audit_line_and_no_letter_in_the_list() {
        dead("{}", "no luck");
        String id = ids().getFirst();
        wadi("replay", id);
        Map<String, ?> entry = kafka.read(AuditTrail.TOPIC).stream()
                .filter(line -> new String(line.key(), StandardCharsets.UTF_8).equals(id))
                .map(line -> Json.object(line.value()))
                .findFirst()
                .orElseThrow();
        assertThat(entry.keySet()).containsExactly("action", "letter", "cause", "by", "at", "reason");
        assertThat(entry.get("action")).isEqualTo("replay");
        assertThat(entry.get("by")).isEqualTo(System.getProperty("user.name"));

        assertThat(wadi("list", "--topic", dlq).out()).containsExactly("no dead letters");
        assertThat(wadi("list", "--topic", dlq, "--resolved").text())
                .contains(id, "replayed", "1 resolved dead letter");
    }

    @Test
    void never_replays_a_letter_twice_unless_it_is_forced_by_id() {
        dead("{}", "no luck");
        String id = ids().getFirst();
        wadi("replay", "--all", "--topic", dlq);
        assertThat(wadi("replay", "--all", "--topic", dlq, "--force").out()).containsExactly("0 replayed");
        CommandRun again = wadi("replay", id);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err())
                .singleElement()
                .asString()
                .startsWith(id + ": not replayed, it is resolved: replayed " + id)
                .endsWith(". --force replays it all the same");
        assertThat(wadi("replay", id, "--force").exitCode()).isZero();
        assertThat(kafka.size(topic + ".replay")).isEqualTo(2);
    }

    @Test
    void refuses_a_letter_that_was_replayed_three_times() {
        publisher
                .publish(new OutgoingRecord(
                        dlq,
                        null,
                        "{}".getBytes(StandardCharsets.UTF_8),
                        List.of(
                                FailureHeaders.text(FailureHeaders.KIND, "record"),
                                FailureHeaders.text(FailureHeaders.TOPIC, topic),
                                FailureHeaders.text(FailureHeaders.REPLAYS, 3))))
                .toCompletableFuture()
                .join();
        CommandRun refused = wadi("replay", "--all", "--topic", dlq);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .containsExactly(ids().getFirst() + ": not replayed, it was replayed 3 times already, and failed each"
                        + " time. --force replays it all the same");
        assertThat(refused.out()).containsExactly("0 replayed, 1 refused");
        assertThat(wadi("replay", "--all", "--topic", dlq, "--force").out())
                .last()
                .isEqualTo("1 replayed");
    }

    @Test
    void replays_the_letters_of_a_cause_and_no_others() {
        dead("{\"n\":1}", "project 481516 is not known");
        dead("{\"n\":2}", "the field 'id' is missing");
        dead("{\"n\":3}", "project 2342 is not known");
        String group = wadi("list", "--topic", dlq).out().getFirst().substring(0, 6);
        assertThat(wadi("replay", "--cause", group, "--topic", dlq, "--rate", "50")
                        .out())
                .last()
                .isEqualTo("2 replayed");
        assertThat(kafka.values(topic + ".replay")).containsExactly("{\"n\":1}", "{\"n\":3}");
        CommandRun none = wadi("replay", "--cause", "nobody", "--topic", dlq);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .containsExactly("--cause: no dead letter has the cause 'nobody'. ./wadi dlq list shows the causes");
    }

    @Test
    void discards_letters_with_a_reason() {
        dead("{}", "no luck");
        String id = ids().getFirst();
        assertThat(wadi("discard", id).exitCode()).isEqualTo(2);
        assertThat(wadi("discard", "--all", "--topic", dlq, "--reason", "test").err())
                .containsExactly("--all: gives every dead letter up. Say --yes if that is meant");
        CommandRun discarded = wadi("discard", "--all", "--yes", "--topic", dlq, "--reason", "a test's own");
        assertThat(discarded.exitCode()).isZero();
        assertThat(discarded.out()).first().asString().startsWith("discarded " + id + "  a test's own  (");
        assertThat(discarded.out()).last().isEqualTo("1 discarded");
        assertThat(wadi("list", "--topic", dlq).out()).containsExactly("no dead letters");
        assertThat(wadi("replay", id).err())
                .singleElement()
                .asString()
                .contains("is resolved: discarded " + id + "  a test's own");
    }

    @Test
    void discarding_a_letter_lets_the_later_records_of_its_key_go() {
        DeadLetter letter = DeadLetter.ofRecord(
                new FakeRecordHandle("claimx-enrich", topic, 3, "{}"),
                Failure.payload("no luck"),
                "claimx-enrich",
                FAILED_AT);
        List<Header> headers = FailureHeaders.of(letter);
        headers.add(FailureHeaders.text(FailureHeaders.HELD, 0));
        publisher
                .publish(new OutgoingRecord(dlq, null, new byte[0], headers))
                .toCompletableFuture()
                .join();
        assertThat(wadi("discard", "--all", "--yes", "--topic", dlq, "--reason", "test")
                        .exitCode())
                .isZero();
        assertThat(kafka.read(topic + ".held")).singleElement().satisfies(removal -> {
            assertThat(removal.value()).isNull();
            assertThat(removal.key())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(
                            "{\"group\":\"claimx-enrich\",\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":3}");
        });
    }

    @Test
    void says_in_one_line_what_is_to_be_set_right() {
        String nobody = "127.0.0.1:" + FreePorts.next();
        CommandRun run = CommandRun.of(Wadi.commandLine(), "dlq", "list", "--kafka", nobody);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .containsExactly(nobody + ": no Kafka broker answers there. Say where it is: KAFKA_BOOTSTRAP_SERVERS,"
                        + " or --kafka HOST:PORT. A built-in broker is there while its ./wadi run or ./wadi demo"
                        + " --keep-running runs");
        Stream.of(
                        wadi("show", "claimx/0"),
                        wadi("show", dlq + "/0/99"),
                        wadi("replay"),
                        wadi("replay", "--all", "--cause", "x"),
                        wadi("replay", "--all", "--rate", "0"),
                        wadi("list", "--topic", "letterz"))
                .forEach(wrong -> {
                    assertThat(wrong.exitCode()).isEqualTo(2);
                    assertThat(wrong.out()).isEmpty();
                    assertThat(wrong.err()).hasSize(1);
                });
    }
}
