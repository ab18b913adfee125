package dev.wadi.enrich.component;

import dev.wadi.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LoggingExceptionHandler;

/**
 * The {@code aggregate} step that a {@link Batch} gathers for. Camel starts a batch's {@code completionTimeout} anew with
 * each member; here it counts from the first.
 */
final class GatheringStep {

    private final AggregateProcessor aggregate;
    private final Runnable flush = this::completeAll;

    private GatheringStep(AggregateProcessor aggregate) {
        this.aggregate = aggregate;
    }

    /**
     * The step that has the batch for its strategy.
     *
     * @throws ConfigException if several have it
     */
    static GatheringStep of(Batch batch, CamelContext context) {
        List<AggregateProcessor> users = context.getRoutes().stream()
                .flatMap(route -> route.getServices().stream())
                .filter(AggregateProcessor.class::isInstance)
                .map(AggregateProcessor.class::cast)
                .filter(step -> step.getAggregationStrategy() == batch && step.isStarted())
                .distinct()
                .toList();
        if (users.size() != 1) {
            throw new ConfigException(
                    "aggregate",
                    "each aggregate step needs a Batch bean of its own, but one bean was found in " + users.size());
        }
        AggregateProcessor aggregate = users.getFirst();
        long limit = aggregate.getCompletionTimeout();
        if (limit > 0 && aggregate.getCompletionTimeoutExpression() == null) {
            aggregate.setCompletionTimeoutExpression(new ExpressionAdapter() {
                @Override
                public Object evaluate(Exchange member) {
                    return batch.millisLeft(member, Duration.ofMillis(limit));
                }
            });
        }
        // Each member is told of by what becomes of it: a line for each batch would flood the log while a circuit is
        // open.
        aggregate.setExceptionHandler(new LoggingExceptionHandler(context, GatheringStep.class, LoggingLevel.DEBUG));
        return new GatheringStep(aggregate);
    }

    boolean isStarted() {
        return aggregate.isStarted();
    }

    /** Sends all batches that are filling; always the same object. */
    Runnable flush() {
        return flush;
    }

    private void completeAll() {
        aggregate.getAggregationRepository().getKeys().forEach(aggregate::forceCompletionOfGroup);
    }

    /** What runs for each batch. */
    AsyncProcessor steps() {
        return AsyncProcessorConverterHelper.convert(aggregate.next().getFirst());
    }
}
