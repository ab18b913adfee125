package dev.wadi.launcher.dlq;

import dev.wadi.action.SavedActions;
import dev.wadi.dlq.rehearsal.Rehearsal;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.topic.KafkaSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands need of the project in whose folder they run. */
public interface Desk {

    /**
     * Where Kafka is.
     *
     * @param servers as the operator gave it ({@code host:port}); null if they did not
     * @throws dev.wadi.config.ConfigException if that is no address
     */
    KafkaSettings kafka(@Nullable String servers);

    /** The topics that the routes name as their dead-letter or error topics. */
    Set<String> letterTopics();

    /**
     * Opens the project's connections, to carry actions out.
     *
     * @param owner gets what must be closed
     * @throws dev.wadi.config.ConfigException with what is wrong in the project's files
     */
    SavedActions actions(EventPublisher publisher, Owner owner);

    /**
     * Builds the project's routes, plugins and connections, to run records through them without side effects.
     *
     * @param owner gets what must be closed
     * @throws dev.wadi.config.ConfigException with what is wrong in the project's files
     */
    Rehearsal rehearsal(KafkaSettings kafka, Owner owner);

    /** Takes a part over, to close it at the end. */
    @FunctionalInterface
    interface Owner {
        <T extends AutoCloseable> T own(T part);
    }
}
