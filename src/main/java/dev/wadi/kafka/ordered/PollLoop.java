package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to Kafka for a consumer: polls, hands records to the shards, commits frontiers. It never
 * waits for a record, except for a bounded time when partitions are taken away.
 */
final class PollLoop implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    /** While nothing may be fetched: so soon do we see that there is room again. */
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(5);

    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> kafka;
    private final ConsumerContext context;
    private final OrderedSettings settings;
    private final RecordIntake intake;
    private final Pause pause;
    private final Frontiers frontiers;
    private final PartitionPauses pauses;
    private final WaitingPartitions waiting;
    private final CatchingUp catchingUp;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile int assigned;
    private volatile @Nullable String trouble;

    PollLoop(
            Consumer<byte[], byte[]> kafka,
            ConsumerContext context,
            OrderedSettings settings,
            RecordIntake intake,
            Pause pause) {
        this.kafka = kafka;
        this.pause = pause;
        this.context = context;
        this.settings = settings;
        this.intake = intake;
        this.frontiers = new Frontiers(kafka, settings.commitInterval());
        this.pauses = new PartitionPauses(kafka, frontiers, context.backlog(), settings.maxLedger());
        this.waiting = new WaitingPartitions(context.clock());
        this.catchingUp = new CatchingUp(context.held());
        this.thread = new Thread(this::run, "wadi-" + context.consumer() + "-poll");
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Stops taking in, lets what has begun finish within the limit, commits, and leaves the group. */
    void stop() throws InterruptedException {
        stopping = true; // seen after the poll under way; a wakeup() could hit the last commit instead
        thread.join(settings.drainTimeout().plusSeconds(10));
    }

    /** What keeps the consumer from consuming just now, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    int assignedPartitions() {
        return assigned;
    }

    PartitionPauses pauses() {
        return pauses;
    }

    private void run() {
        try {
            kafka.subscribe(context.topics().all(), this);
            while (!stopping) {
                turn();
            }
            leave();
        } catch (KafkaException e) {
            LOG.error("{}: the consumer could not leave its group cleanly", context.consumer(), e);
        } finally {
            kafka.close(settings.drainTimeout());
        }
    }

    private void turn() {
        try {
            dispatch(kafka.poll(pauses.isBacklogFull() ? POLL_WHEN_FULL : POLL));
            frontiers.commitIfDue();
            Set<TopicPartition> own = new HashSet<>(waiting.now());
            own.addAll(catchingUp.now());
            pauses.balance(own);
            trouble = null;
        } catch (InterruptException e) {
            stopping = true;
        } catch (RuntimeException | Error e) { // KafkaException and what its client throws besides
            if (trouble == null) {
                LOG.error("{}: can't consume, trying again every second", context.consumer(), e);
            }
            trouble = String.valueOf(e.getMessage());
            LockSupport.parkNanos(AFTER_ERROR.toNanos());
        }
    }

    private void dispatch(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> undone = new HashMap<>();
        polled.partitions()
                .forEach(
                        each -> undone.put(each, polled.records(each).getFirst().offset()));
        try {
            for (TopicPartition partition : polled.partitions()) {
                take(partition, polled.records(partition), undone);
                undone.remove(partition);
            }
        } finally {
            undone.forEach(kafka::seek); // if anything breaks: what was not taken is fetched again
            intake.handOver();
        }
    }

    private void take(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> undone) {
        OffsetLedger ledger = frontiers.ledger(partition);
        long next = records.getFirst().offset();
        try {
            for (ConsumerRecord<byte[], byte[]> kafkaRecord : records) {
                next = kafkaRecord.offset();
                if (!take(KafkaRecords.toSource(kafkaRecord), ledger)) {
                    kafka.seek(partition, next); // and from there on again once it is due
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            undone.put(partition, next);
            throw e;
        }
    }

    /** Takes a record in; false if it is not due. */
    private boolean take(SourceRecord source, OffsetLedger ledger) {
        if (!context.topics().isOwn(source)) {
            ledger.pass(source.offset());
            return true;
        }
        Instant due = context.topics().due(source);
        if (due != null && !waiting.isDue(due)) {
            waiting.add(ledger.partition(), due);
            return false;
        }
        context.backlog().fetched(source);
        intake.take(source, ledger);
        return true;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = kafka.assignment().size();
        if (settings.startAtEnd()) {
            frontiers.startAtEnd(partitions.stream()
                    .filter(partition -> context.topics().isMain(partition.topic()))
                    .toList());
        }
        catchingUp.add(partitions);
        if (pauses.isBacklogFull() || !catchingUp.now().isEmpty()) {
            kafka.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        drain(partitions);
        frontiers.commitNow(partitions, settings.drainTimeout(), true);
        forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Somebody else has them already: too late to commit.
        LOG.warn(
                "{}: Kafka gave partitions {} to others unasked, their open records come again",
                context.consumer(),
                partitions);
        forget(partitions);
        intake.sweepRevoked();
    }

    /**
     * Lets go of all partitions. While a rebalance is under way nothing can be committed: it has to be gone through, and
     * what it brings is not ours any more.
     */
    private void leave() {
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        List<TopicPartition> partitions = new ArrayList<>(frontiers.ledgers().keySet());
        drain(partitions);
        while (!frontiers.commitNow(partitions, settings.drainTimeout(), System.nanoTime() - deadline >= 0)) {
            kafka.pause(kafka.assignment());
            var unused = kafka.poll(POLL);
        }
        forget(partitions);
    }

    /**
     * Stops new work of the partitions, and waits for a bounded time for what has begun, and for what lies before it: else
     * what has ended behind a gap would come again.
     */
    private void drain(Collection<TopicPartition> partitions) {
        List<OffsetLedger> leaving = partitions.stream()
                .map(frontiers.ledgers()::get)
                .filter(Objects::nonNull)
                .toList();
        boolean fillGaps = !pause.isOn(); // while it takes up nothing, that would be a wait for nothing
        leaving.forEach(ledger -> ledger.revoke(fillGaps));
        intake.sweepRevoked();
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        try {
            for (OffsetLedger ledger : leaving) {
                ledger.awaitIdle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        List.copyOf(partitions).forEach(frontiers::forget);
        waiting.forget(partitions);
        assigned = kafka.assignment().size();
    }
}
