package dev.wadi.record;

/**
 * A thread that takes a consumer's records through their routes, and whose consumer can go on without it: where code of
 * somebody else's holds it and does not come back.
 */
public abstract class RecordThread extends Thread {

    protected RecordThread(String name) {
        super(name);
    }

    /**
     * Goes on with another thread in this one's place. What this one still does afterwards touches nothing of the
     * consumer, except that it may take the record that it is in the middle of further along its route. Has no effect
     * if it was replaced before, or is in no record's route.
     *
     * <p>The caller holds this thread back: it must have published what it wrote, and must not return to the consumer
     * before this method has.
     */
    public abstract void replace();
}
