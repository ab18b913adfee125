package dev.wadi.kafka.ordered;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that owns some of a consumer's keys. It starts the records of different keys side by side, up to a limit,
 * and those of one key one after the other, and it takes each completion back: its queues need no lock. {@link
 * ShardThread} says who the thread is.
 */
final class Shard {

    private final Inbox inbox = new Inbox();
    private volatile boolean sweep;

    // Of the shard's thread alone:
    private final Map<Object, KeyQueue> keys = new HashMap<>();
    private final ArrayDeque<ConsumedRecord> ready = new ArrayDeque<>();
    private final Postponed postponed;
    private final FillingBatches filling;
    private int inFlight;

    private final int maxInFlight;
    private final RecordRunner runner;
    private final Pause pause;
    private final ShardThread thread;
    private final LongSupplier idle = this::idleNanos;

    Shard(String name, int maxInFlight, BatchSettings batches, RecordRunner runner, Pause pause) {
        this.maxInFlight = maxInFlight;
        this.filling = new FillingBatches(batches);
        this.runner = runner;
        this.pause = pause;
        this.postponed = new Postponed(pause);
        this.thread = new ShardThread(name, this::turn);
        pause.onChange(this::wake);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** What went wrong in its own work, or null. */
    @Nullable
    String fault() {
        return thread.fault();
    }

    /** Takes over records, in the order of their partitions. */
    void accept(List<ConsumedRecord> records) {
        inbox.arrivals.add(records);
        wake();
    }

    /** Runs a further step of a record's route on this shard's thread; from any thread. */
    void execute(ConsumedRecord running, Runnable step) {
        inbox.steps.add(new Inbox.Step(running, step));
        wake();
    }

    /** A record's exchange is through its route; from any thread. */
    void exchangeDone(ConsumedRecord consumed) {
        inbox.done.add(consumed);
        wake();
    }

    /** A record whose exchange has ended is to run again; from any thread. */
    void again(ConsumedRecord late, Pause.Reason reason, boolean keyWaits) {
        inbox.late.add(new Inbox.Late(late, reason, keyWaits));
        wake();
    }

    /** A record's key may go on; from any thread. */
    void keyFree(ConsumedRecord consumed) {
        inbox.freed.add(consumed);
        wake();
    }

    /** Gives up the postponed records of revoked partitions. */
    void sweepRevoked() {
        sweep = true;
        wake();
    }

    /** Whether that thread has the shard now. */
    boolean isOwnedBy(Thread other) {
        return thread.is(other);
    }

    private void wake() {
        thread.wake();
    }

    private void turn() {
        Inbox.drain(inbox.arrivals, batch -> batch.forEach(this::enqueue));
        Inbox.drain(inbox.steps, step -> runner.resume(step.record(), step.step()));
        Inbox.drain(inbox.done, this::finish);
        Inbox.drain(inbox.freed, this::free);
        Inbox.drain(inbox.late, this::again);
        if (sweep) {
            sweep = false;
            postponed.removeIf(this::abandoned);
            List.copyOf(ready).stream()
                    .filter(waiting -> waiting.begun && abandoned(waiting))
                    .forEach(ready::remove);
        }
        if (!postponed.isEmpty()) {
            postponed.takeFree(ready::addFirst); // before all others
            tryWaiting();
        }
        if (!pause.isOn() || ready.isEmpty()) {
            filling.takeReady(ready::add);
        }
        startReady();
        thread.park(idle);
    }

    private void enqueue(ConsumedRecord arrived) {
        Object key = arrived.key();
        if (key == null) {
            ready.add(arrived);
            return;
        }
        KeyQueue queue = keys.computeIfAbsent(key, KeyQueue::new);
        arrived.queue = queue;
        queue.add(arrived);
        if (!queue.isBusy()) {
            next(queue);
        }
    }

    /** Chooses what of a key is worked on next. */
    private void next(KeyQueue queue) {
        if (queue.isEmpty()) {
            keys.remove(queue.key());
        } else if (filling.areUsed()) {
            filling.add(queue);
        } else {
            ready.add(queue.take());
        }
    }

    private void startReady() {
        // Completions come back through the queues: leave the loop to take them as soon as there are any.
        while (inFlight < maxInFlight && !ready.isEmpty() && !thread.isClosed() && mayBegin(ready.element())) {
            start(ready.remove());
            if (inbox.hasCompletions()) {
                return;
            }
        }
    }

    /** What has begun before needs nobody's leave, it waits no longer. */
    private boolean mayBegin(ConsumedRecord next) {
        if (!pause.isOn() || next.begun) {
            return true;
        }
        Trial scout = pause.takeScout();
        next.tries(scout);
        return scout != null;
    }

    /** Starts a record, unless it is somebody else's by now. */
    private void start(ConsumedRecord starting) {
        if (starting.begun ? runner.abandonIfRevoked(starting) : !runner.begin(starting)) {
            starting.endTrial(Trial.Result.NOTHING);
            giveBack(starting);
            return;
        }
        inFlight += starting.size();
        runner.run(starting);
    }

    /** What was taken from a key's queue belongs to somebody else: so do its followers, who find that out themselves. */
    private void giveBack(ConsumedRecord abandoned) {
        KeyQueue queue = abandoned.queue;
        if (queue != null) {
            queue.putBack(abandoned.size());
            if (!queue.isBusy()) {
                next(queue);
            }
        }
    }

    private void finish(ConsumedRecord finished) {
        Pause.Reason reason = runner.finish(finished);
        if (reason != null) {
            inFlight -= finished.size();
            postpone(finished, reason);
        } else {
            if (finished.runsSingly()) {
                runSingly(finished);
            }
            if (finished.trial() instanceof Blockage tried && tried.isTotal()) {
                endTotalTrial(finished);
            }
        }
    }

    /** Nobody else is begun before it has ended: not even its holds may delay that, nor may others that it waits for. */
    private static void endTotalTrial(ConsumedRecord tried) {
        if (tried.hasToBeFlushed()) {
            tried.context.aside().execute(tried.ledger()::flush); // what becomes of its batch ends the trial
        } else {
            tried.endTrial(Trial.Result.THROUGH);
        }
    }

    private void again(Inbox.Late late) {
        if (late.keyWaits()) {
            inFlight--;
        } else {
            late.record().queue = null; // its key went on long ago
        }
        late.record().standAlone();
        postpone(late.record(), late.reason());
    }

    private void postpone(ConsumedRecord waiting, Pause.Reason reason) {
        if (waiting.ledger().isRevoked()) {
            sweep = true;
        }
        postponed.add(waiting, reason);
    }

    private void runSingly(ConsumedRecord leader) {
        runApart(leader, leader.takeMembers());
    }

    /** Runs members of a batch one by one, before anything else of their partition. */
    void runApart(ConsumedRecord leader, List<ConsumedRecord> members) {
        KeyQueue queue = Objects.requireNonNull(leader.queue);
        inFlight -= members.size();
        queue.addSingly(members);
        filling.add(queue);
    }

    private void free(ConsumedRecord consumed) {
        inFlight--;
        KeyQueue queue = consumed.queue;
        if (queue != null && queue.free()) {
            next(queue);
        }
    }

    private boolean abandoned(ConsumedRecord waiting) {
        if (!runner.abandonIfRevoked(waiting)) {
            return false;
        }
        waiting.endTrial(Trial.Result.NOTHING);
        giveBack(waiting);
        return true;
    }

    /** Tries some of the records that wait, if it is time for it. */
    private void tryWaiting() {
        while (inFlight < maxInFlight && !thread.isClosed()) {
            ConsumedRecord tried = postponed.takeTrial();
            if (tried == null) {
                return;
            }
            start(tried);
        }
    }

    /** How long there is nothing to do unless somebody wakes us; 0 if there is something now. */
    private long idleNanos() {
        if (!inbox.isEmpty() || sweep) {
            return 0;
        }
        boolean canStart = inFlight < maxInFlight && !ready.isEmpty();
        if (!pause.isOn()) {
            return canStart || !postponed.isEmpty() ? 0 : filling.untilNext();
        }
        if (postponed.hasFree()) {
            return 0;
        }
        long untilBatch = ready.isEmpty() ? filling.untilNext() : Long.MAX_VALUE;
        boolean canTry = canStart || (inFlight < maxInFlight && !postponed.isEmpty());
        return canTry ? Math.min(untilBatch, pause.untilTrial(System.nanoTime(), canStart)) : untilBatch;
    }

    /** Stops the thread; what has not begun is left to whoever gets the partition next. */
    void stop() throws InterruptedException {
        thread.stop();
    }
}
