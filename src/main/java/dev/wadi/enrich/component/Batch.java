package dev.wadi.enrich.component;

import dev.wadi.enrich.BatchMembers;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
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
 * <p>A batch that fails where no error handler takes it ends in the {@link DeadLetters} of the Camel registry; without
 * those its records stay open, so that they are consumed again.
 */
public final class Batch implements AggregationStrategy, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);
    private static final String MEMBERS = "WadiBatchMembers";

    private String field = "items";
    private @Nullable CamelContext camelContext;
    private @Nullable DeadLetters deadLetters;
    private Clock clock = Clock.systemUTC();

    public String getField() {
        return field;
    }

    public void setField(String field) {
        this.field = field;
    }

    public void setDeadLetters(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
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
        DeadLetters letters = deadLetters();
        if (letters == null) {
            LOG.error(
                    "A batch failed that no error handler took; its {} records stay open",
                    members.records().size(),
                    cause);
            return;
        }
        CompletableFuture<?>[] parked = members.records().stream()
                .map(handle -> park(letters, handle, cause, failed.getFromRouteId()))
                .toArray(CompletableFuture<?>[]::new);
        // A letter that is never safe (we stop before) leaves all records open.
        CompletableFuture<Void> unused = CompletableFuture.allOf(parked).thenRun(members::release);
    }

    private CompletableFuture<Void> park(DeadLetters letters, RecordHandle handle, Throwable cause, String stage) {
        DeadLetter letter = DeadLetter.ofRecord(handle, cause, stage, clock.instant());
        return letters.park(letter)
                .thenRun(() -> handle.settle(new Outcome.Dead(letter.family(), letter.cause())))
                .toCompletableFuture();
    }

    private @Nullable DeadLetters deadLetters() {
        if (deadLetters != null || camelContext == null) {
            return deadLetters;
        }
        return CamelContextHelper.findSingleByType(camelContext, DeadLetters.class);
    }
}
