package dev.wadi.kafka.ordered;

import dev.wadi.fake.FakePublisher;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.record.Fate;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Keys as they are by default: no record stays behind another that was put aside. */
final class NoHeldKeys {

    private NoHeldKeys() {}

    static HeldKeys of(ConsumedTopics topics, Fate fate) {
        HeldMarks marks = new HeldMarks("lone");
        MarkReader reader =
                new MarkReader("lone.held", () -> new MockConsumer<>(OffsetResetStrategy.EARLIEST), marks, "lone-held");
        PersistentPublisher writer = new PersistentPublisher(
                FakePublisher.acknowledging(),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().factory()));
        return new HeldKeys(
                new FollowRules(LaterRecords.CONTINUE, LaterRecords.CONTINUE),
                new HeldTopic("lone.held", marks, reader, writer),
                topics,
                fate,
                Clock.systemUTC());
    }
}
