package dev.wadi.plugin.handler;

import dev.wadi.plugin.guard.WatchedRun;
import dev.wadi.plugin.spi.handler.AsyncEnrichmentHandler;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One message in one handler, with a limit to its time: past it the message goes on by failing, on another thread. */
final class HandlerRun extends WatchedRun {

    private static final int ONLY_PIECE = 0;

    private final RunningHandler handler;
    private final HandledMessage message;
    private final HandlerContext context;
    private final HandlerEnd told;

    HandlerRun(RunningHandler handler, HandledMessage message, HandlerEnd told) {
        this.handler = handler;
        this.message = message;
        this.context = new HandlerContext(message, handler.environment());
        this.told = told;
    }

    /**
     * Gives the message to the handler, which it has entered.
     *
     * @return whether the end was told, on this thread; else another one tells it
     */
    boolean run() {
        if (handler.holdsTooMany()) {
            handler.leave();
            told.failed(
                    Failure.of(
                            FailureFamily.CIRCUIT_OPEN,
                            handler.className() + " holds " + RunningHandler.MAX_HELD + " threads past its time limit",
                            null,
                            0),
                    true);
            return true;
        }
        handler.watchdog().enter(this);
        try {
            return guarded();
        } finally {
            handler.watchdog().leave(this);
        }
    }

    private boolean guarded() {
        EnrichmentResult result = null;
        CompletionStage<EnrichmentResult> later = null;
        Throwable thrown = null;
        begin(ONLY_PIECE, System.nanoTime() + handler.settings().timeout().toNanos());
        try {
            if (handler.code() instanceof AsyncEnrichmentHandler async) {
                later = async.enrichAsync(context);
            } else {
                result = handler.code().enrich(context);
            }
        } catch (Throwable e) { // whatever it is, it is this message's failure
            thrown = e;
        }
        if (!end(ONLY_PIECE)) {
            handler.cameBack();
            handler.leave();
            return false;
        }
        if (later == null) {
            handler.leave();
            tell(result, thrown, told, true);
            return true;
        }
        return await(later.toCompletableFuture());
    }

    private boolean await(CompletableFuture<EnrichmentResult> pending) {
        if (pending.isDone()) {
            handler.leave();
            EnrichmentResult result = null;
            Throwable thrown = null;
            try {
                result = pending.join();
            } catch (CompletionException | CancellationException e) {
                thrown = e;
            }
            tell(result, thrown, told, true);
            return true;
        }
        var unused = pending.copy()
                .orTimeout(handler.settings().timeout().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((result, thrown) -> {
                    handler.leave();
                    goOn(() -> tell(result, thrown, told, false));
                });
        return false;
    }

    private void tell(@Nullable EnrichmentResult result, @Nullable Throwable thrown, HandlerEnd end, boolean here) {
        if (thrown != null) {
            end.failed(failure(unwrapped(thrown)), here);
        } else if (result == null) {
            end.failed(Failure.payload(handler.className() + " returned null instead of a result"), here);
        } else {
            end.ended(result, here);
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : thrown;
    }

    /** As grave as its cause: what may pass for a connection that the handler calls may pass for the message too. */
    private Failure failure(Throwable thrown) {
        if (thrown instanceof TimeoutException && thrown.getMessage() == null) {
            return timedOut();
        }
        return Failure.of(
                FailureFamily.of(thrown),
                "Exception in " + handler.className() + ": " + DeadLetter.describe(thrown),
                thrown,
                Failure.attemptsOf(thrown));
    }

    private Failure timedOut() {
        return Failure.of(
                FailureFamily.TRANSIENT,
                handler.className() + " was not done after "
                        + handler.settings().timeout().toMillis() + " ms",
                null,
                1);
    }

    @Override
    protected String taken(int piece) {
        handler.hold();
        return handler.settings().place();
    }

    @Override
    protected void goOn(int piece) {
        // Its executor may run it at once: not on the watchdog's thread.
        Thread.ofPlatform().daemon().name("wadi-handler").start(() -> goOn(() -> told.failed(timedOut(), false)));
    }

    private void goOn(Runnable step) {
        try {
            message.goesOn().execute(step);
        } catch (RejectedExecutionException e) { // its consumer has stopped
            step.run();
        }
    }
}
