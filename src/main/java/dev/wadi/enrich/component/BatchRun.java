package dev.wadi.enrich.component;

import dev.wadi.enrich.BatchMembers;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.DivisibleBatch;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Fate;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch on its way through the steps below its {@code aggregate}. A part of it that fails for its payload and has more
 * than one member is divided, and its halves run the steps one after the other: until only those are left that fail by
 * themselves.
 *
 * <p>What fails where no error handler takes it ends as the {@link Fate} says; without one its records stay open, so that
 * they are consumed again. While a circuit is open or credentials are refused, the members wait, and run their route
 * again.
 */
final class BatchRun {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
    private static final Executor ASIDE = Executors.newVirtualThreadPerTaskExecutor();

    private final Exchange pattern;
    private final String field;
    private final AsyncProcessor steps;
    private final @Nullable Fate fate;
    private final Clock clock;
    private final Deque<BatchMembers> waiting = new ArrayDeque<>(); // one part is under way at a time, and uses it

    /** @param batch the batch's exchange before it is filled */
    BatchRun(Exchange batch, String field, AsyncProcessor steps, @Nullable Fate fate, Clock clock) {
        this.pattern = ExchangeHelper.createCorrelatedCopy(batch, false);
        this.field = field;
        this.steps = steps;
        this.fate = fate;
        this.clock = clock;
    }

    /** Fills the exchange with the whole batch; Camel takes it through the steps. */
    void begin(Exchange batch, BatchMembers members) {
        batch.getMessage().setBody(members.message(field));
        Part part = new Part(members);
        ExchangeRecords.attach(batch, members.records(), part);
        batch.getExchangeExtension().addOnCompletion(part);
    }

    private void next() {
        BatchMembers members = waiting.poll();
        if (members != null) {
            Exchange exchange = ExchangeHelper.createCorrelatedCopy(pattern, false);
            begin(exchange, members);
            ExchangeRecords.executor(exchange, ASIDE)
                    .execute(() -> steps.process(exchange, through -> {})); // its end is told to the part
        }
    }

    /** The members that share an exchange. */
    private final class Part implements DivisibleBatch, Synchronization {

        private final BatchMembers members;
        private boolean divided;
        private boolean whole;
        private boolean ended;

        Part(BatchMembers members) {
            this.members = members;
        }

        @Override
        public synchronized boolean divide() {
            divided |= !whole && !ended && members.size() > 1;
            return divided;
        }

        @Override
        public synchronized void keepWhole() {
            whole = true;
        }

        @Override
        public void onComplete(Exchange done) {
            if (end()) {
                runHalves();
            } else {
                release();
            }
        }

        @Override
        public void onFailure(Exchange failed) {
            Throwable cause =
                    failed.getException() == null ? Failure.payload("The batch failed") : failed.getException();
            if (FailureFamily.of(cause) == FailureFamily.PAYLOAD) {
                divide();
            }
            if (end()) {
                runHalves();
            } else {
                giveUp(cause, failed.getFromRouteId());
            }
        }

        /** Whether it is to be divided, which nobody can ask for any more. */
        private synchronized boolean end() {
            ended = true;
            return divided;
        }

        private void runHalves() {
            members.halves().reversed().forEach(waiting::push);
            next();
        }

        private void release() {
            members.release();
            next();
        }

        private void giveUp(Throwable cause, String route) {
            List<DeadLetter> letters = members.records().stream()
                    .map(handle -> DeadLetter.ofRecord(handle, cause, route, clock.instant()))
                    .toList();
            if (letters.isEmpty()) {
                release();
            } else if (isBlocked(cause)) {
                String connection = Failure.connectionOf(cause).orElse(null);
                letters.forEach(letter -> letter.record().postpone(letter.family(), connection, letter.cause()));
                release();
            } else if (fate == null) {
                LOG.error("A batch failed that no error handler took; its {} records stay open", letters.size(), cause);
                next();
            } else if (fate.postpones(letters, Optional.empty())) {
                release();
            } else {
                // A letter that is never safe (we stop before) leaves all records open.
                var unused = fate.settleAll(letters, letter -> {}).thenRun(this::release);
            }
        }

        /** Whether nothing is wrong with the members, but their way is blocked. */
        private static boolean isBlocked(Throwable cause) {
            FailureFamily family = FailureFamily.of(cause);
            return family == FailureFamily.CIRCUIT_OPEN || family == FailureFamily.AUTH;
        }
    }
}
