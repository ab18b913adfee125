package dev.wadi.enrich.component;

import dev.wadi.enrich.BatchMembers;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Fate;
import java.time.Clock;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers messages for Camel's {@code aggregate} step. Each member's record stays open until the batch's exchange has
 * ended, and ends with it. A bean in YAML: {@code properties: {field: events}}.
 *
 * <p>A batch that fails where no error handler takes it ends as the {@link Fate} of the Camel registry says; without one
 * its records stay open, so that they are consumed again. While a circuit is open or credentials are refused, its members
 * wait, and run their route again.
 */
public final class Batch implements AggregationStrategy, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final String MEMBERS = "WadiBatchMembers";

    private String field = "items";
    private @Nullable CamelContext camelContext;
    private @Nullable Fate fate;
    private Clock clock = Clock.systemUTC();

    public String getField() {
        return field;
    }

    public void setField(String field) {
        this.field = field;
    }

    public void setFate(Fate fate) {
        this.fate = fate;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
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
        Exchange filling = batch == null ? member : batch;
        if (batch == null) {
            filling.setProperty(MEMBERS, new BatchMembers());
        }
        members(filling).add(member.getMessage().getBody(), ExchangeRecords.of(member));
        return filling;
    }

    @Override
    public void onCompletion(Exchange batch) {
        BatchMembers members = members(batch);
        batch.removeProperty(MEMBERS);
        batch.getMessage().setBody(members.message(field));
        ExchangeRecords.attach(batch, members.records());
        batch.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                members.release();
            }

            @Override
            public void onFailure(Exchange failed) {
                giveUp(failed, members);
            }
        });
    }

    private static BatchMembers members(Exchange batch) {
        return batch.getProperty(MEMBERS, BatchMembers.class);
    }

    private void giveUp(Exchange failed, BatchMembers members) {
        Throwable cause = failed.getException() == null ? Failure.payload("The batch failed") : failed.getException();
        Fate known = fate();
        if (known == null) {
            LOG.error(
                    "A batch failed that no error handler took; its {} records stay open",
                    members.records().size(),
                    cause);
            return;
        }
        List<DeadLetter> letters = members.records().stream()
                .map(handle -> DeadLetter.ofRecord(handle, cause, failed.getFromRouteId(), clock.instant()))
                .toList();
        if (isBlocked(cause)) {
            String connection = Failure.connectionOf(cause).orElse(null);
            letters.forEach(letter -> letter.record().postpone(letter.family(), connection, letter.cause()));
            members.release();
        } else if (known.postpones(letters)) {
            members.release();
        } else {
            // A letter that is never safe (we stop before) leaves all records open.
            var unused = known.settleAll(letters, letter -> {}).thenRun(members::release);
        }
    }

    /** Whether nothing is wrong with the members, but their way is blocked. */
    private static boolean isBlocked(Throwable cause) {
        FailureFamily family = FailureFamily.of(cause);
        return family == FailureFamily.CIRCUIT_OPEN || family == FailureFamily.AUTH;
    }

    private @Nullable Fate fate() {
        if (fate != null || camelContext == null) {
            return fate;
        }
        return CamelContextHelper.findSingleByType(camelContext, Fate.class);
    }
}
