package dev.wadi.enrich.component;

import dev.wadi.enrich.BatchMembers;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Fate;
import dev.wadi.record.RecordHandle;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * Gathers messages for Camel's {@code aggregate} step, which Camel asks too whether a batch has enough bytes. A bean in
 * YAML: {@code properties: {field: events}}.
 *
 * <p>Each member's record stays open until its batch, or the part of it that the member is in, has ended, and ends with
 * it: see {@link BatchRun}. {@link GatheringStep} is what this does with the step beside that.
 */
public final class Batch implements AggregationStrategy, Predicate, CamelContextAware {

    private static final String MEMBERS = "WadiBatchMembers";

    private String field = "items";
    private long maxBytes;
    private @Nullable CamelContext camelContext;
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable GatheringStep step;

    public String getField() {
        return field;
    }

    public void setField(String field) {
        this.field = field;
    }

    public long getMaxBytes() {
        return maxBytes;
    }

    /** With so many bytes of its records' keys and values a batch goes out; 0 for no limit. */
    public void setMaxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange batch, Exchange member) {
        GatheringStep gathering = step(member.getContext());
        Exchange filling = batch == null ? member : batch;
        BatchMembers members = batch == null ? new BatchMembers(clock.instant()) : members(batch);
        List<RecordHandle> records = ExchangeRecords.of(member);
        members.add(member.getMessage().getBody(), records);
        records.forEach(handle -> handle.waitsForOthers(gathering.flush()));
        filling.setProperty(MEMBERS, members);
        member.setProperty(MEMBERS, members); // by which the step finds out how long the batch may fill
        return filling;
    }

    private GatheringStep step(CamelContext context) {
        GatheringStep known = step;
        if (known == null || !known.isStarted()) { // its route may have been made anew
            known = GatheringStep.of(this, context);
            step = known;
        }
        return known;
    }

    /** Whether the batch has as many bytes as it may have. */
    @Override
    public boolean matches(Exchange batch) {
        return maxBytes > 0
                && batch.getProperty(MEMBERS) instanceof BatchMembers members
                && members.bytes() >= maxBytes;
    }

    /** How long the batch may fill, in milliseconds, that the message is a member of. */
    long millisLeft(Exchange member, Duration limit) {
        return members(member).left(limit, clock.instant()).toMillis();
    }

    @Override
    public void onCompletion(Exchange batch) {
        BatchMembers members = members(batch);
        batch.removeProperty(MEMBERS);
        GatheringStep gathered = step(batch.getContext());
        new BatchRun(batch, field, gathered.steps(), fate(batch.getContext()), clock).begin(batch, members);
    }

    private static BatchMembers members(Exchange batch) {
        return batch.getProperty(MEMBERS, BatchMembers.class);
    }

    private static @Nullable Fate fate(CamelContext context) {
        return CamelContextHelper.findSingleByType(context, Fate.class);
    }
}
