package dev.wadi.dlq;

import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Retries;
import dev.wadi.record.RetryTarget;
import dev.wadi.record.SourceRecord;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records to the topics where they wait for their next try. */
public final class RetryTopics implements Retries {

    private static final Logger LOG = LoggerFactory.getLogger(RetryTopics.class);

    private final PersistentPublisher publisher;

    public RetryTopics(PersistentPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletionStage<Void> write(DeadLetter letter, RetryTarget target) {
        SourceRecord source = letter.record().source();
        LOG.debug("retry | topic={} record={} cause={}", target.topic(), source.place(), letter.cause());
        return publisher.write(new OutgoingRecord(
                target.topic(),
                source.key(),
                source.value(),
                FailureHeaders.ofRetry(letter, letter.failedAt().plus(target.delay()))));
    }
}
