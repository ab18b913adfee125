package dev.wadi.launcher;

import dev.wadi.fake.CommandRun;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.fake.TestKafka;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.launcher.dlq.DlqCommand;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.RecordHandle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Dead letters in a topic of their own, and the commands in the folder of a project.
 *
 * @param kafka the broker
 * @param topic the dead-letter topic
 * @param home the project
 * @param environment the variables that the project sees
 */
record LetterScene(TestKafka kafka, String topic, Path home, Map<String, String> environment) {

    /** The shipped project, its connections pointing to a demo world. */
    static LetterScene ofShippedProject(TestKafka kafka, URI world) {
        Map<String, String> environment = Map.of(
                "CLAIMX_API_URL",
                world.toString(),
                "CLAIMX_API_TOKEN",
                "dGVzdA==",
                "EXTERNAL_API_URL",
                world + "/photo-api",
                "EXTERNAL_API_TOKEN",
                "token",
                "INTERNAL_SERVICE_URL",
                world + "/internal",
                "WEBHOOK_URL",
                world.toString(),
                "WADI_ALLOW_PRIVATE",
                "true");
        return new LetterScene(kafka, kafka.newTopic("letters"), Path.of("").toAbsolutePath(), environment);
    }

    /** A record of a route that failed. */
    void dead(String route, String consumed, String value) {
        FakeRecordHandle failed = new FakeRecordHandle(route, consumed, 3, value);
        write(failed, DeadLetter.ofRecord(failed, Failure.payload("no luck"), route, Instant.now()));
    }

    /** An action that failed, as its letter keeps it. */
    void deadAction(String saved) {
        FakeRecordHandle failed = FakeRecordHandle.at(3);
        write(
                failed,
                new DeadLetter(
                        DeadLetter.Kind.ACTION,
                        failed,
                        FailureFamily.TRANSIENT,
                        "503",
                        "claimx-enrich/task_trigger/http_webhook",
                        3,
                        Instant.now(),
                        saved));
    }

    private void write(RecordHandle failed, DeadLetter letter) {
        try (KafkaEventPublisher publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics())) {
            byte @Nullable [] key = failed.source().key();
            publisher
                    .publish(new OutgoingRecord(topic, key, failed.source().value(), FailureHeaders.of(letter)))
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Runs {@code dlq} with the arguments, for the letters of the topic. */
    CommandRun dlq(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--topic", topic, "--kafka", kafka.settings().bootstrapServers()));
        return CommandRun.of(
                new CommandLine(new DlqCommand(new ProjectDesk(home, environment::get))), all.toArray(String[]::new));
    }

    /** The ids of the letters. */
    List<String> ids() {
        return kafka.read(topic).stream()
                .map(letter -> letter.topic() + "/" + letter.partition() + "/" + letter.offset())
                .toList();
    }
}
