package dev.wadi.fake;

import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.OutgoingRecord;
import dev.wadi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is published; acknowledges at once, or when it is told to. */
public final class FakePublisher implements EventPublisher {

    private final List<OutgoingRecord> published = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Origin>> waiting = new CopyOnWriteArrayList<>();
    private final boolean acknowledges;

    private FakePublisher(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    public static FakePublisher acknowledging() {
        return new FakePublisher(true);
    }

    /** One whose records wait for {@link #acknowledge} or {@link #fail}. */
    public static FakePublisher holdingBack() {
        return new FakePublisher(false);
    }

    @Override
    public CompletionStage<Origin> publish(OutgoingRecord record) {
        published.add(record);
        if (acknowledges) {
            return CompletableFuture.completedFuture(new Origin(record.topic(), 0, published.size()));
        }
        CompletableFuture<Origin> acknowledged = new CompletableFuture<>();
        waiting.add(acknowledged);
        return acknowledged;
    }

    /** Acknowledges all that waits. */
    public void acknowledge() {
        waiting.forEach(w -> w.complete(new Origin("any", 0, 0)));
    }

    /** Fails all that waits. */
    public void fail(Throwable cause) {
        waiting.forEach(w -> w.completeExceptionally(cause));
    }

    public List<OutgoingRecord> published() {
        return List.copyOf(published);
    }

    /** The values published to a topic, as text. */
    public List<String> values(String topic) {
        return published.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> String.valueOf(text(record.value())))
                .toList();
    }

    /** A record's header as text. */
    public static @Nullable String header(OutgoingRecord record, String name) {
        return record.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(header -> text(header.value()))
                .findFirst()
                .orElse(null);
    }

    public static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
