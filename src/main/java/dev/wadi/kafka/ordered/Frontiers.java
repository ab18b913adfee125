package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledgers of the assigned partitions, and the commits of their frontiers. Of the poll thread alone. */
final class Frontiers {

    private static final Logger LOG = LoggerFactory.getLogger(Frontiers.class);

    private final Consumer<byte[], byte[]> kafka;
    private final Duration interval;
    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private boolean committing;
    private long lastCommit = System.nanoTime();

    Frontiers(Consumer<byte[], byte[]> kafka, Duration interval) {
        this.kafka = kafka;
        this.interval = interval;
    }

    OffsetLedger ledger(TopicPartition partition) {
        return ledgers.computeIfAbsent(partition, OffsetLedger::new);
    }

    Map<TopicPartition, OffsetLedger> ledgers() {
        return ledgers;
    }

    /**
     * Leaves out what is in the partitions already, where nothing was committed yet; and commits that, so that it holds
     * once for all.
     */
    void startAtEnd(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(Set.copyOf(partitions));
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        kafka.seekToEnd(fresh);
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        fresh.forEach(partition -> ends.put(partition, new OffsetAndMetadata(kafka.position(partition))));
        kafka.commitSync(ends);
    }

    /** Commits what has moved, without waiting for it, if it is time. */
    void commitIfDue() {
        long now = System.nanoTime();
        if (committing || now - lastCommit < interval.toNanos()) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> frontiers = toCommit(ledgers.keySet());
        if (frontiers.isEmpty()) {
            return;
        }
        committing = true;
        kafka.commitAsync(frontiers, (offsets, thrown) -> {
            committing = false;
            if (thrown == null) {
                markCommitted(offsets);
            } else {
                LOG.debug("a commit failed, the next one covers it", thrown);
            }
        });
    }

    /**
     * Commits, and waits for it.
     *
     * @param last whether there is no further try
     * @return false if it was not possible because a rebalance is under way: it is after that
     */
    boolean commitNow(Collection<TopicPartition> partitions, Duration limit, boolean last) {
        try {
            kafka.commitSync(toCommit(partitions), limit);
        } catch (KafkaException e) {
            if (e instanceof RebalanceInProgressException && !last) {
                return false;
            }
            LOG.warn(
                    "the last commit of {} failed, some records will be delivered again: {}",
                    partitions,
                    e.getMessage());
        }
        return true;
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
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

    /** The partition is no longer ours. */
    void forget(TopicPartition partition) {
        OffsetLedger ledger = ledgers.remove(partition);
        if (ledger != null) {
            ledger.revoke(false);
        }
    }
}
