package dev.wadi.plugin.runtime;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the lifecycle methods of plugins, each on a thread of its own with a time limit: one that hangs is given up, so
 * that it can't hold up the others.
 *
 * @param limit how long a method may take
 */
record LifecycleThreads(Duration limit) {

    /** A method of a plugin's. */
    @FunctionalInterface
    interface Method {
        void run() throws Exception;
    }

    /**
     * Runs a method to its end.
     *
     * @param name the thread's name
     * @throws Exception what the method throws, or that it ran out of time
     */
    void run(String name, ClassLoader classes, Method method) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            method.run();
            return null;
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(classes);
        thread.start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("it was not done after " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
