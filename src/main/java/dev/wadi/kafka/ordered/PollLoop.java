package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> kafka;
    private final String topic;
    private final OrderedSettings settings;
    private final RecordIntake intake;
    private final Backlog backlog;
    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private final Thread thread;

    private volatile boolean stopping;
    private volatile int assigned;
    private volatile int ledgerSize;
    private volatile @Nullable String trouble;
    private boolean paused;
    private boolean committing;
    private long lastCommit = System.nanoTime();

    PollLoop(
            Consumer<byte[], byte[]> kafka,
            String topic,
            OrderedSettings settings,
            RecordIntake intake,
            Backlog backlog,
            String name) {
        this.kafka = kafka;
        this.topic = topic;
        this.settings = settings;
        this.intake = intake;
        this.backlog = backlog;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
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

    /** Records that are open or wait in a ledger behind an open one. */
    int ledgerSize() {
        return ledgerSize;
    }

    private void run() {
        try {
            kafka.subscribe(List.of(topic), this);
            while (!stopping) {
                turn();
            }
            release(ledgers.keySet());
        } catch (KafkaException e) {
            LOG.error("{}: the consumer could not leave its group cleanly", topic, e);
        } finally {
            kafka.close(settings.drainTimeout());
        }
    }

    private void turn() {
        try {
            dispatch(kafka.poll(POLL));
            commitIfDue();
            balance();
            trouble = null;
        } catch (InterruptException e) {
            stopping = true;
        } catch (RuntimeException | Error e) { // KafkaException and what its client throws besides
            if (trouble == null) {
                LOG.error("{}: can't consume, trying again every second", topic, e);
            }
            trouble = String.valueOf(e.getMessage());
            LockSupport.parkNanos(AFTER_ERROR.toNanos());
        }
    }

    private void dispatch(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        for (TopicPartition partition : polled.partitions()) {
            OffsetLedger ledger = ledgers.computeIfAbsent(partition, p -> new OffsetLedger());
            for (ConsumerRecord<byte[], byte[]> kafkaRecord : polled.records(partition)) {
                SourceRecord source = KafkaRecords.toSource(kafkaRecord);
                backlog.add(source);
                intake.take(source, ledger);
            }
        }
        intake.handOver();
    }

    private void balance() {
        ledgerSize = ledgers.values().stream().mapToInt(OffsetLedger::size).sum();
        if (!paused && (backlog.isFull() || ledgerSize >= settings.maxLedger())) {
            paused = true;
            kafka.pause(kafka.assignment());
        } else if (paused && backlog.hasRoom() && ledgerSize <= settings.maxLedger() / 2) {
            paused = false;
            kafka.resume(kafka.assignment());
        }
    }

    private void commitIfDue() {
        long now = System.nanoTime();
        if (committing || now - lastCommit < settings.commitInterval().toNanos()) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> frontiers = frontiers(ledgers.keySet());
        if (frontiers.isEmpty()) {
            return;
        }
        committing = true;
        kafka.commitAsync(frontiers, (offsets, thrown) -> {
            committing = false;
            if (thrown == null) {
                markCommitted(offsets);
            } else {
                LOG.debug("{}: a commit failed, the next one covers it", topic, thrown);
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> frontiers(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> frontiers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetLedger ledger = ledgers.get(partition);
            long frontier = ledger == null ? -1 : ledger.frontierToCommit();
            if (frontier >= 0) {
                frontiers.put(partition, new OffsetAndMetadata(frontier));
            }
        }
        return frontiers;
    }

    private void markCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            OffsetLedger ledger = ledgers.get(partition);
            if (ledger != null) {
                ledger.markCommitted(offset.offset());
            }
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = kafka.assignment().size();
        if (paused) {
            kafka.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        release(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Somebody else has them already: too late to commit.
        LOG.warn("{}: Kafka gave partitions {} to others unasked, their open records come again", topic, partitions);
        partitions.forEach(this::forget);
        intake.sweepRevoked();
    }

    /** Stops new work of the partitions, waits for a bounded time for what has begun, commits, and forgets them. */
    private void release(Collection<TopicPartition> released) {
        List<TopicPartition> partitions = new ArrayList<>(released);
        List<OffsetLedger> leaving = partitions.stream()
                .filter(ledgers::containsKey)
                .map(ledgers::get)
                .toList();
        leaving.forEach(OffsetLedger::revoke);
        intake.sweepRevoked();
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        try {
            for (OffsetLedger ledger : leaving) {
                ledger.awaitIdle(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            kafka.commitSync(frontiers(partitions), settings.drainTimeout());
        } catch (KafkaException e) {
            LOG.warn("{}: the last commit failed, some records will be delivered again: {}", topic, e.getMessage());
        }
        partitions.forEach(this::forget);
    }

    private void forget(TopicPartition partition) {
        OffsetLedger ledger = ledgers.remove(partition);
        if (ledger != null) {
            ledger.revoke();
        }
        assigned = kafka.assignment().size();
    }
}
