package dev.wadi.launcher.dlq;

import dev.wadi.config.ConfigException;
import dev.wadi.dlq.letter.AuditTrail;
import dev.wadi.dlq.letter.Letter;
import dev.wadi.dlq.letter.LetterBox;
import dev.wadi.dlq.letter.Resolutions;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import dev.wadi.kafka.topic.TopicReader;
import dev.wadi.kafka.topic.Topics;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one command works with; closes all of it. */
final class Session implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final KafkaSettings kafka;
    private final Topics topics;
    private final LetterBox box;
    private final Resolutions resolutions;
    private @Nullable EventPublisher publisher;

    /**
     * Connects.
     *
     * @throws ConfigException if no broker answers
     */
    static Session open(Desk desk, @Nullable String servers) {
        return new Session(desk, desk.kafka(servers));
    }

    private Session(Desk desk, KafkaSettings kafka) {
        this.kafka = kafka;
        this.topics = own(connect(kafka));
        this.box = own(new LetterBox(TopicReader.open(kafka), desk.letterTopics()));
        this.resolutions = box.resolutions();
    }

    private static Topics connect(KafkaSettings kafka) {
        try {
            return Topics.connect(kafka);
        } catch (ConfigException e) {
            throw new ConfigException(
                    kafka.bootstrapServers(),
                    "no Kafka broker answers there. Say where it is: KAFKA_BOOTSTRAP_SERVERS, or --kafka HOST:PORT."
                            + " A built-in broker is there while its ./wadi run or ./wadi demo --keep-running runs");
        }
    }

    KafkaSettings kafka() {
        return kafka;
    }

    LetterBox box() {
        return box;
    }

    Resolutions resolutions() {
        return resolutions;
    }

    EventPublisher publisher() {
        EventPublisher opened = publisher;
        if (opened == null) {
            opened = own(KafkaEventPublisher.open(kafka, topics));
            publisher = opened;
        }
        return opened;
    }

    AuditTrail audit() {
        return new AuditTrail(publisher(), topics, Clock.systemUTC(), System.getProperty("user.name", "unknown"));
    }

    /**
     * Gives each of the letters that are meant to the receiver, without those that are resolved, unless they are named.
     *
     * @throws ConfigException if there are none of the cause that is given
     */
    void open(SelectedLetters selected, Consumer<Letter> receiver) {
        boolean[] any = {false};
        selected.forEach(box, letter -> {
            if (selected.byId() || resolutions.of(letter.id()).isEmpty()) {
                any[0] = true;
                receiver.accept(letter);
            }
        });
        if (!any[0]) {
            selected.refuseNone();
        }
    }

    <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part did not stop cleanly", e);
            }
        }
    }
}
