package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Fate;
import dev.wadi.record.Outcome;
import dev.wadi.record.SourceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/** A record whose exchange is on the way, of a shard that stands still; counts what its holds bring about. */
final class CountedRecord {

    private static final Field INBOX = inbox();

    private final AtomicInteger ends = new AtomicInteger();
    private final Shard shard =
            new Shard("still", 1, new BatchSettings(0, Duration.ZERO), null, new Pause(new CalledConnections()));
    private final ConsumedRecord record;
    private volatile Outcome last;

    CountedRecord() {
        ConsumedTopics topics = new ConsumedTopics("stress", "stress", false, RetrySchedule.of("", 0));
        Fate fate = Fate.death(letter -> CompletableFuture.completedFuture(null));
        ConsumerContext context = new ConsumerContext(
                "stress",
                "stress",
                topics,
                new DeadLetterTarget("stress.dlq", DeadLetterTarget.Form.ORIGINAL),
                new CalledConnections(),
                new HeldKeys(
                        new FollowRules(LaterRecords.CONTINUE, LaterRecords.CONTINUE),
                        new HeldTopic("stress.held", new HeldMarks("stress"), null, null),
                        topics,
                        fate,
                        Clock.systemUTC()),
                fate,
                new FloodGuard(0, 100),
                new Backlog(1, 1),
                new ConsumerStatistics("stress", new SimpleMeterRegistry()),
                (handle, outcome) -> {
                    last = outcome;
                    ends.incrementAndGet();
                },
                Clock.systemUTC(),
                Runnable::run);
        SourceRecord source = new SourceRecord("stress", 0, 0, 0, null, null, List.of());
        record = new ConsumedRecord(source, null, new OffsetLedger(new TopicPartition("stress", 0)), shard, context);
        record.holdForExchange();
    }

    private static Field inbox() {
        try {
            Field field = Shard.class.getDeclaredField("inbox");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the shard's inbox has another name now", e);
        }
    }

    ConsumedRecord record() {
        return record;
    }

    /** How often it ended. */
    int ends() {
        return ends.get();
    }

    /** How often it freed its key. */
    int keysFreed() {
        try {
            return ((Inbox) INBOX.get(shard)).freed.size();
        } catch (IllegalAccessException e) {
            throw new LinkageError("the shard's inbox can't be read", e);
        }
    }

    boolean isDead() {
        return last instanceof Outcome.Dead;
    }
}
