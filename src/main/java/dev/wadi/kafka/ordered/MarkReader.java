package dev.wadi.kafka.ordered;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads a topic of marks, from its beginning and on without end. Whoever must not decide before he knows a
 * certain mark, or all that there are, waits here until it was read.
 */
final class MarkReader {

    private static final Logger LOG = LoggerFactory.getLogger(MarkReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long TO_THE_END = Long.MAX_VALUE;

    /** Somebody who goes on once the mark at an offset was read. */
    private record Waiting(long offset, CompletableFuture<Void> read) {}

    private final TopicPartition partition;
    private final Supplier<Consumer<byte[], byte[]>> connect;
    private final HeldMarks marks;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile long position;
    private volatile boolean stopping;
    private volatile @Nullable String trouble;

    /**
     * Reads a topic, once started.
     *
     * @param topic a topic with one partition, so that its marks have one order
     * @param connect makes the client
     * @param marks where they are kept
     * @param name of the thread
     */
    MarkReader(String topic, Supplier<Consumer<byte[], byte[]>> connect, HeldMarks marks, String name) {
        this.partition = new TopicPartition(topic, 0);
        this.connect = connect;
        this.marks = marks;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Stops; who still waits is told that it is in vain. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join(CLOSE_TIMEOUT.plusSeconds(1));
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** What keeps it from reading just now, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Completes once the mark at the offset was read, or is known not to be there any more; fails if we stop before. */
    CompletionStage<Void> read(long offset) {
        if (position > offset) {
            return CompletableFuture.completedFuture(null);
        }
        Waiting reader = new Waiting(offset, new CompletableFuture<>());
        waiting.add(reader);
        if (position > offset) { // meanwhile
            reader.read().complete(null);
        }
        if (stopping) {
            cancelAll();
        }
        return reader.read();
    }

    /** Completes once all marks were read that are there now. */
    CompletionStage<Void> readAll() {
        return read(TO_THE_END);
    }

    private void run() {
        try (Consumer<byte[], byte[]> kafka = connect.get()) {
            kafka.assign(List.of(partition));
            kafka.seekToBeginning(List.of(partition));
            while (!stopping) {
                turn(kafka);
            }
        } catch (KafkaException e) {
            LOG.error("{}: can't read which keys wait", partition.topic(), e);
        } finally {
            stopping = true;
            cancelAll();
        }
    }

    private void turn(Consumer<byte[], byte[]> kafka) {
        try {
            ConsumerRecords<byte[], byte[]> polled = kafka.poll(POLL);
            polled.forEach(mark -> marks.take(mark.key(), mark.value()));
            position = kafka.position(partition);
            if (!waiting.isEmpty()) {
                tell(kafka, polled.isEmpty());
            }
            trouble = null;
        } catch (InterruptException e) {
            stopping = true;
        } catch (RuntimeException e) { // KafkaException and what its client throws besides
            if (trouble == null) {
                LOG.error("{}: can't read which keys wait, trying again every second", partition.topic(), e);
            }
            trouble = String.valueOf(e.getMessage());
            LockSupport.parkNanos(AFTER_ERROR.toNanos());
        }
    }

    /** Tells those who needn't wait any longer. What is there at the end of the topic is asked only if it matters. */
    private void tell(Consumer<byte[], byte[]> kafka, boolean idle) {
        List<Waiting> now = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            now.add(next);
        }
        boolean askForEnd = idle || now.stream().anyMatch(each -> each.offset() == TO_THE_END);
        long end = TO_THE_END;
        try {
            if (askForEnd) {
                Map<TopicPartition, Long> ends = kafka.endOffsets(List.of(partition));
                end = ends.getOrDefault(partition, TO_THE_END);
            }
        } finally {
            for (Waiting each : now) {
                tell(each, end);
            }
        }
    }

    private void tell(Waiting each, long end) {
        if (each.offset() < position || position >= end) {
            each.read().complete(null);
        } else {
            waiting.add(each.offset() == TO_THE_END && end < TO_THE_END ? new Waiting(end - 1, each.read()) : each);
        }
    }

    private void cancelAll() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.read().completeExceptionally(new CancellationException("the consumer stops"));
        }
    }
}
