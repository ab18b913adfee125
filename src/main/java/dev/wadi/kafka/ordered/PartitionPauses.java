package dev.wadi.kafka.ordered;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions are not fetched just now: all while enough records wait, and each whose next record is not due, whose
 * ledger is full, or whose held keys are not known yet. Of the poll thread alone, but for the gauges.
 */
final class PartitionPauses {

    private final Consumer<byte[], byte[]> kafka;
    private final Frontiers frontiers;
    private final Backlog backlog;
    private final int maxLedger;
    private boolean backlogFull;
    private volatile int ledgerSize;
    private volatile int fullestLedger;

    PartitionPauses(Consumer<byte[], byte[]> kafka, Frontiers frontiers, Backlog backlog, int maxLedger) {
        this.kafka = kafka;
        this.frontiers = frontiers;
        this.backlog = backlog;
        this.maxLedger = maxLedger;
    }

    boolean isBacklogFull() {
        return backlogFull;
    }

    /** Records that are open or wait in a ledger behind an open one. */
    int ledgerSize() {
        return ledgerSize;
    }

    /** How full the fullest ledger is, from 0 to 1. At 1 its partition is paused. */
    double ledgerUsed() {
        return (double) fullestLedger / maxLedger;
    }

    /**
     * Pauses what may not be fetched now, and only that.
     *
     * @param waiting the partitions that wait for something of their own
     */
    void balance(Set<TopicPartition> waiting) {
        backlogFull = backlogFull ? !backlog.hasRoom() : backlog.isFull();
        Set<TopicPartition> paused = kafka.paused();
        Set<TopicPartition> single = new HashSet<>(waiting);
        addFull(single, paused);
        single.retainAll(kafka.assignment());
        Set<TopicPartition> held = backlogFull ? kafka.assignment() : single;
        if (!held.equals(paused)) {
            kafka.pause(difference(held, paused));
            kafka.resume(difference(paused, held));
        }
    }

    private void addFull(Set<TopicPartition> held, Set<TopicPartition> paused) {
        int total = 0;
        int fullest = 0;
        for (OffsetLedger ledger : frontiers.ledgers().values()) {
            ledger.frontier(); // lets go of what has ended
            int size = ledger.size();
            total += size;
            fullest = Math.max(fullest, size);
            if (size >= (paused.contains(ledger.partition()) ? maxLedger / 2 : maxLedger)) {
                held.add(ledger.partition());
            }
        }
        ledgerSize = total;
        fullestLedger = fullest;
    }

    private static Set<TopicPartition> difference(Set<TopicPartition> of, Set<TopicPartition> without) {
        Set<TopicPartition> difference = new HashSet<>(of);
        difference.removeAll(without);
        return difference;
    }
}
