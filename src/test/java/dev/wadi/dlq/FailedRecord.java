package dev.wadi.dlq;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Header;
import dev.wadi.record.Hold;
import dev.wadi.record.Origin;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that came in elsewhere, with bytes, headers and form of dead letter as a test needs them. */
final class FailedRecord implements RecordHandle {

    private final DeadLetterTarget target;
    private final SourceRecord source;

    FailedRecord(DeadLetterTarget.Form form, byte @Nullable [] value, Header... headers) {
        target = new DeadLetterTarget("claimx.enrichment.pending.dlq", form);
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        source = new SourceRecord("claimx.enrichment.pending", 0, 3, 0, key, value, List.of(headers));
    }

    @Override
    public SourceRecord source() {
        return source;
    }

    @Override
    public Origin origin() {
        return new Origin("claimx.events.raw", 5, 77);
    }

    @Override
    public String consumer() {
        return "claimx-enrich";
    }

    @Override
    public DeadLetterTarget deadLetterTarget() {
        return target;
    }

    @Override
    public Hold hold() {
        return () -> {};
    }

    @Override
    public Hold holdOpen() {
        return hold();
    }

    @Override
    public void settle(Outcome outcome) {
        throw new UnsupportedOperationException("whoever parks the letter settles its record");
    }

    @Override
    public void execute(Runnable step) {
        step.run();
    }
}
