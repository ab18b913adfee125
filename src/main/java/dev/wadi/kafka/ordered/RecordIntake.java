package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/** Spreads records over the shards, the records of one key always to the same one. Of the poll thread alone. */
final class RecordIntake {

    private final List<Shard> shards;
    private final List<List<ConsumedRecord>> batches;
    private final RecordOrder order;
    private final ConsumerContext context;
    private int turn;

    RecordIntake(List<Shard> shards, RecordOrder order, ConsumerContext context) {
        this.shards = shards;
        this.order = order;
        this.context = context;
        this.batches = new ArrayList<>();
        shards.forEach(shard -> batches.add(new ArrayList<>()));
    }

    /** Enters a record into its ledger and chooses its shard. */
    void take(SourceRecord source, OffsetLedger ledger) {
        Object key = order.keyOf(source, ledger);
        int hash = key == null ? turn++ : spread(key.hashCode());
        int index = Math.floorMod(hash, shards.size());
        ConsumedRecord taken = new ConsumedRecord(source, key, ledger, shards.get(index), context);
        ledger.add(taken);
        batches.get(index).add(taken);
    }

    /** Hands over what was taken since the last time. */
    void handOver() {
        for (int i = 0; i < batches.size(); i++) {
            if (!batches.get(i).isEmpty()) {
                shards.get(i).accept(batches.set(i, new ArrayList<>()));
            }
        }
    }

    void sweepRevoked() {
        shards.forEach(Shard::sweepRevoked);
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
