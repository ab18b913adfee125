package dev.wadi.dlq;

import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.log.LogScope;
import dev.wadi.log.RepeatedLines;
import dev.wadi.record.CausePattern;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.SourceRecord;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on Kafka. A letter that can't be written is tried again until it can: its record stays open meanwhile,
 * and nothing past it is committed.
 */
public final class KafkaDeadLetters implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final RepeatedLines repeated = new RepeatedLines(LOG);
    private final PersistentPublisher publisher;

    public KafkaDeadLetters(PersistentPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        DeadLetterTarget target = letter.record().deadLetterTarget();
        LogScope.about(letter.record(), () -> log(letter, target));
        return publisher.write(envelope(letter, target)).thenAccept(place -> {});
    }

    private void log(DeadLetter letter, DeadLetterTarget target) {
        String kind = "dead letter for " + target.topic() + ": " + CausePattern.of(letter.cause());
        LOG.atLevel(repeated.level(kind))
                .log(
                        "dead letter | topic={} kind={} family={} stage={} record={} cause={}",
                        target.topic(),
                        letter.kind(),
                        letter.family().label(),
                        letter.stage(),
                        letter.record().source().place(),
                        letter.cause());
    }

    private static OutgoingRecord envelope(DeadLetter letter, DeadLetterTarget target) {
        SourceRecord source = letter.record().source();
        byte[] value =
                switch (target.form()) {
                    case ORIGINAL -> source.value();
                    case WORKER_ERROR -> WorkerError.of(letter);
                };
        return new OutgoingRecord(target.topic(), source.key(), value, FailureHeaders.of(letter));
    }
}
