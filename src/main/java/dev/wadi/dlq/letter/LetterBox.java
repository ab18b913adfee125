package dev.wadi.dlq.letter;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Suggestion;
import dev.wadi.kafka.topic.TopicReader;
import dev.wadi.record.Origin;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The dead letters in Kafka, as far as they are there when they are read. Letters are in topics that end in {@code .dlq}
 * or {@code .errors}, and in those that are named; each record with the headers of a failure is one.
 */
public final class LetterBox implements AutoCloseable {

    private final TopicReader reader;
    private final Collection<String> named;

    /**
     * A box over the reader, which it closes.
     *
     * @param named further topics with letters
     */
    public LetterBox(TopicReader reader, Collection<String> named) {
        this.reader = reader;
        this.named = Set.copyOf(named);
    }

    /** What was done with letters so far. */
    public Resolutions resolutions() {
        Resolutions resolutions = new Resolutions();
        if (reader.topics().contains(AuditTrail.TOPIC)) {
            reader.read(Set.of(AuditTrail.TOPIC), found -> AuditEntry.read(found.value())
                    .ifPresent(resolutions::add));
        }
        return resolutions;
    }

    /** The topics that may hold letters. */
    public Set<String> topics() {
        Set<String> topics = new TreeSet<>(reader.topics());
        topics.removeIf(topic -> !(topic.endsWith(".dlq") || topic.endsWith(".errors") || named.contains(topic)));
        return topics;
    }

    /**
     * Reads the letters.
     *
     * @param only topics to look at alone, whatever they are called; empty for all that may hold letters
     * @throws ConfigException if there is no such topic
     */
    public void read(Collection<String> only, Consumer<Letter> receiver) {
        if (!only.isEmpty()) {
            requireTopics(only);
        }
        reader.read(only.isEmpty() ? topics() : only, found -> Letter.of(found).ifPresent(receiver));
    }

    private void requireTopics(Collection<String> wanted) {
        Problems problems = new Problems();
        Set<String> there = reader.topics();
        for (String topic : wanted) {
            if (!there.contains(topic)) {
                problems.add(
                        "--topic",
                        "there is no topic '" + topic + "'. "
                                + Suggestion.of(topic, topics(), "Topics with dead letters"));
            }
        }
        problems.throwIfAny();
    }

    /** The letter of that id, if there is one. */
    public Optional<Letter> find(LetterId id) {
        return reader.at(new Origin(id.topic(), id.partition(), id.offset())).flatMap(Letter::of);
    }

    @Override
    public void close() {
        reader.close();
    }
}
