package dev.wadi.fake;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.DeadLetters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps dead letters; acknowledges them as it is told to. */
public final class CollectedDeadLetters implements DeadLetters {

    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private volatile CompletionStage<Void> acknowledgement = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> park(DeadLetter letter) {
        letters.add(letter);
        return acknowledgement;
    }

    /** Letters are acknowledged when the future is. */
    public CompletableFuture<Void> holdBack() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        acknowledgement = later;
        return later;
    }

    public List<DeadLetter> letters() {
        return List.copyOf(letters);
    }
}
