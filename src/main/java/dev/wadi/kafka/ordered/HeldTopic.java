package dev.wadi.kafka.ordered;

import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.kafka.publish.PersistentPublisher;
import java.util.concurrent.CompletionStage;

/**
 * The topic of the marks, as one consumer uses it: it reads all of them, and what it writes counts as written once it was
 * read back. So there is one order of things for all members of a group. Thread-safe.
 *
 * @param name the topic
 * @param marks those that were read
 * @param reader reads them
 * @param writer writes them, trying again without end
 */
record HeldTopic(String name, HeldMarks marks, MarkReader reader, PersistentPublisher writer) {

    /**
     * Writes a mark.
     *
     * @return its offset, once it is known here; fails only if we stop before
     */
    CompletionStage<Long> write(HeldMark mark) {
        return writeAndRead(mark.written(name));
    }

    /** Removes a mark; completes once that is known here. */
    CompletionStage<Long> remove(HeldMark.Id id) {
        return writeAndRead(HeldMark.removal(name, id));
    }

    /** Removes a mark that nobody here looks at. */
    CompletionStage<Void> removeUnread(HeldMark.Id id) {
        return writer.write(HeldMark.removal(name, id)).thenAccept(place -> {});
    }

    private CompletionStage<Long> writeAndRead(OutgoingRecord outgoing) {
        return writer.write(outgoing)
                .thenCompose(place -> reader.read(place.offset()).thenApply(read -> place.offset()));
    }
}
