package dev.wadi.kafka.ordered;

import dev.wadi.record.SourceRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Which records wait for each other. */
public enum RecordOrder {
    /** Those of one key; records without a key wait for nobody. */
    KEY,
    /** Those of one partition. */
    PARTITION,
    /** None. */
    NONE;

    /** What the record's followers are found by, or null if it has none. */
    @Nullable
    Object keyOf(SourceRecord source, OffsetLedger ledger) {
        return switch (this) {
            case KEY -> source.key() == null ? null : ByteBuffer.wrap(source.key());
            case PARTITION -> ledger.partition();
            case NONE -> null;
        };
    }
}
