package dev.wadi.plugin.limit;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where one call at a time is under way: no second begins while one hangs, so that a plugin that hangs takes one thread
 * for each of its slots and no more. Thread-safe.
 */
public final class CallSlot {

    private final LimitedCalls calls;
    private final ClassLoader classes;
    private final AtomicBoolean taken = new AtomicBoolean();

    CallSlot(LimitedCalls calls, ClassLoader classes) {
        this.calls = calls;
        this.classes = classes;
    }

    /**
     * Calls a method. Its thread is interrupted at the limit.
     *
     * @return its result; fails with what it throws, or with a {@link TimeoutException} at the limit or if the one before
     *     is not done
     */
    public <T> CompletableFuture<T> call(Callable<T> method) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!taken.compareAndSet(false, true)) {
            result.completeExceptionally(new TimeoutException("the call before is not done yet"));
            return result;
        }
        FutureTask<T> task = task(method, result);
        try {
            calls.executor().execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            taken.set(false);
            result.completeExceptionally(e);
            return result;
        }
        CompletableFuture<T> outcome = new CompletableFuture<>();
        var unused = result.orTimeout(calls.limit().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        outcome.complete(value);
                    } else {
                        outcome.completeExceptionally(explain(thrown, task));
                    }
                });
        return outcome;
    }

    /**
     * Calls a method and waits for it.
     *
     * @throws Exception what {@link #call} fails with
     */
    public <T> T callAndWait(Callable<T> method) throws Exception {
        try {
            return call(method).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private <T> FutureTask<T> task(Callable<T> method, CompletableFuture<T> result) {
        return new FutureTask<>(method) {
            @Override
            protected void done() {
                if (isCancelled()) {
                    return; // its thread may still be in the method
                }
                taken.set(false); // before anybody hears of it, and calls again
                try {
                    result.complete(resultNow());
                } catch (IllegalStateException e) {
                    result.completeExceptionally(exceptionNow());
                }
            }
        };
    }

    private void run(FutureTask<?> task) {
        Thread thread = Thread.currentThread();
        @Nullable ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
            if (task.isCancelled()) {
                taken.set(false);
            }
        }
    }

    private Throwable explain(Throwable thrown, FutureTask<?> task) {
        if (thrown instanceof TimeoutException && !task.isDone()) {
            task.cancel(true);
            return new TimeoutException("it was not done after " + calls.limit().toMillis() + " ms");
        }
        return thrown;
    }
}
