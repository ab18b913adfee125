package dev.wadi.kafka.ordered;

import dev.wadi.record.FailureHeaders;
import dev.wadi.record.Origin;
import dev.wadi.record.RetryTarget;
import dev.wadi.record.SourceRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The topics that one consumer reads: the one that its route names and, beside it, those where its records wait for
 * another try or come back from the dead letters. All groups that consume a topic share these side topics, and each takes
 * its own records only.
 */
final class ConsumedTopics {

    private static final String RETRY = ".retry.";
    private static final String REPLAY = ".replay";

    private final String topic;
    private final String group;
    private final boolean delayed;
    private final RetrySchedule retries;
    private final Set<String> sides = new TreeSet<>();

    /**
     * The topics of a consumer.
     *
     * @param topic the topic that the route names
     * @param group the consumer group
     * @param delayed whether that topic is itself one whose records wait until they are due
     * @param retries which retry topics there are
     */
    ConsumedTopics(String topic, String group, boolean delayed, RetrySchedule retries) {
        this.topic = topic;
        this.group = group;
        this.delayed = delayed;
        this.retries = retries;
        sides.add(base() + REPLAY);
        retries.used().forEach(delay -> sides.add(retryTopic(delay)));
        sides.remove(topic);
    }

    /** Takes in retry topics that were used with an earlier configuration, so that nothing stays in them. */
    void addEarlier(Set<String> existing) {
        existing.stream()
                .filter(name -> name.startsWith(retryPrefix()) && !name.equals(topic))
                .forEach(sides::add);
    }

    /** What earlier retry topics begin with. */
    String retryPrefix() {
        return base() + RETRY;
    }

    /** All topics to subscribe to. */
    List<String> all() {
        List<String> all = new ArrayList<>(sides);
        all.add(topic);
        return all;
    }

    /** The topics that this consumer writes to, so that they have to be there, too. */
    List<String> written() {
        return retries.used().stream().map(this::retryTopic).toList();
    }

    /** Whether a topic is one of ours, whose headers are to be believed. */
    boolean isSide(String name) {
        return sides.contains(name) || (delayed && name.equals(topic));
    }

    /** Whether a topic is the one that the route names. */
    boolean isMain(String name) {
        return name.equals(topic);
    }

    /** Whether a topic is the one where dead records come back. */
    boolean isReplay(String name) {
        return name.equals(base() + REPLAY);
    }

    /** Whether a record is this group's: all are but for those in a side topic that another group wrote. */
    boolean isOwn(SourceRecord source) {
        return !sides.contains(source.topic()) || group.equals(source.header(FailureHeaders.GROUP));
    }

    /** Where a record first came in. */
    Origin origin(SourceRecord source) {
        return isSide(source.topic()) ? FailureHeaders.origin(source).orElseGet(source::place) : source.place();
    }

    /** When a record is to be worked on; null for at once. */
    @Nullable
    Instant due(SourceRecord source) {
        if (!isSide(source.topic())) {
            return null;
        }
        String due = source.header(FailureHeaders.DUE);
        try {
            return due == null ? null : Instant.parse(due);
        } catch (DateTimeException e) {
            return null; // not written by us: nothing to wait for
        }
    }

    /** Where a record goes that went through so many retries and failed once more. */
    Optional<RetryTarget> retry(int done) {
        return retries.next(done).map(delay -> new RetryTarget(retryTopic(delay), delay));
    }

    /** The topic whose records these are, whatever side topic they came from. */
    String base() {
        return base(topic);
    }

    /** A topic's name without the ending of a retry topic. */
    static String base(String topic) {
        int retry = topic.indexOf(RETRY);
        return retry > 0 ? topic.substring(0, retry) : topic;
    }

    private String retryTopic(Duration delay) {
        return base() + RETRY + RetrySchedule.label(delay);
    }
}
