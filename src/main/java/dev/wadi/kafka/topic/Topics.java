package dev.wadi.kafka.topic;

import dev.wadi.config.ConfigException;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;

/** The topics of a cluster. Thread-safe. */
public final class Topics implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final int SIDE_PARTITIONS = 3; // of retry, replay and dead-letter topics
    /** Of marks: one order for all, and those that are removed don't stay for long. */
    private static final Map<String, String> MARKS =
            Map.of("cleanup.policy", "compact", "segment.ms", "3600000", "segment.bytes", Integer.toString(32 << 20));

    private static final String SIDE_MAX_BYTES = Integer.toString(16 << 20);
    private static final int TIMEOUT_SECONDS = 10;
    private static final int VISIBLE_TRIES = 200;

    private final KafkaSettings settings;
    private final Admin admin;
    private final Set<String> letters = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private Topics(KafkaSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /**
     * Connects.
     *
     * @throws ConfigException if no broker answers
     */
    public static Topics connect(KafkaSettings settings) {
        Admin admin;
        try {
            admin = Admin.create(settings.client(
                    Map.of("client.id", "wadi-topics", "request.timeout.ms", 4_000, "default.api.timeout.ms", 5_000)));
        } catch (org.apache.kafka.common.KafkaException e) {
            String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new ConfigException(settings.bootstrapServers(), "is no usable Kafka address: " + cause);
        }
        try {
            admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new Topics(settings, admin);
        } catch (ExecutionException | TimeoutException e) {
            admin.close();
            throw new ConfigException(
                    settings.bootstrapServers(),
                    "no Kafka broker answers there. Start one, set KAFKA_BOOTSTRAP_SERVERS to where one runs, or use"
                            + " --embedded-broker");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            admin.close();
            throw new ConfigException(settings.bootstrapServers(), "interrupted while connecting");
        }
    }

    /** Why a text can't be a topic's name, if so. */
    public static Optional<String> refuse(String name) {
        try {
            Topic.validate(name);
            return Optional.empty();
        } catch (InvalidTopicException e) {
            return Optional.of("'" + name + "' can't be a topic's name. Possible are up to 249 of the characters"
                    + " A-Z a-z 0-9 . _ -");
        }
    }

    /**
     * Creates the topic if it is missing and creation is not switched off. Blocks, but only the first time a topic is
     * named.
     *
     * @throws Failure transient if the cluster does not answer, payload if it refuses the topic
     */
    public void ensure(String topic) {
        if (!seen.contains(topic)) { // at once, for the usual case: this is asked for each record
            ensure(List.of(topic));
        }
    }

    /** The same for several topics, in one go. */
    public void ensure(Collection<String> topics) {
        List<String> unknown =
                topics.stream().filter(topic -> !seen.contains(topic)).toList();
        if (!settings.createTopics() || unknown.isEmpty()) {
            return;
        }
        CreateTopicsResult created =
                admin.createTopics(unknown.stream().map(this::missing).toList());
        created.values().forEach(Topics::awaitCreation);
        awaitLeaders(unknown);
        seen.addAll(unknown);
    }

    /** Creates, as {@link #ensure}, a topic for few records in the order of their writing, kept for ever. */
    public void ensureKept(String topic) {
        if (!settings.createTopics() || seen.contains(topic)) {
            return;
        }
        NewTopic kept = new NewTopic(topic, Optional.of(1), Optional.<Short>empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
        admin.createTopics(List.of(kept)).values().forEach(Topics::awaitCreation);
        awaitLeaders(List.of(topic));
        seen.add(topic);
    }

    /** Makes this topic one for letters, whatever its name is: with room for what others have taken. */
    public void forLetters(String topic) {
        letters.add(topic);
    }

    private NewTopic missing(String topic) {
        if (topic.endsWith(".held")) {
            return new NewTopic(topic, Optional.of(1), Optional.<Short>empty()).configs(MARKS);
        }
        boolean side = isSide(topic) || letters.contains(topic);
        NewTopic missing =
                new NewTopic(topic, Optional.of(side ? SIDE_PARTITIONS : PARTITIONS), Optional.<Short>empty());
        // What came in once must fit again, with the story of its failure beside it.
        return side ? missing.configs(Map.of("max.message.bytes", SIDE_MAX_BYTES)) : missing;
    }

    private static boolean isSide(String topic) {
        return topic.endsWith(".dlq") || topic.endsWith(".replay") || topic.contains(".retry.");
    }

    private static void awaitCreation(String topic, KafkaFuture<Void> creation) {
        try {
            creation.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidTopicException) {
                throw Failure.payload(refuse(topic).orElse("the topic '" + topic + "' is refused"), e);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unreachable(topic, e);
            }
        } catch (TimeoutException e) {
            throw unreachable(topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(topic, e);
        }
    }

    /** The topics there are whose names begin so; none if the cluster does not answer. */
    public Set<String> named(String prefix) {
        try {
            return admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toSet());
        } catch (ExecutionException | TimeoutException e) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    /**
     * Waits until the leader of each partition does its work, which is a moment after the topic was created. A producer
     * that comes earlier may have its first batch refused and its second one taken, and can't put that in order again.
     */
    private void awaitLeaders(List<String> topics) {
        for (int i = 0; i < VISIBLE_TRIES && !leadersAnswer(topics); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean leadersAnswer(List<String> topics) {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
            admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS); // only a leader answers this
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Failure unreachable(String topic, Exception cause) {
        return Failure.of(FailureFamily.TRANSIENT, "the topic '" + topic + "' could not be created", cause, 1);
    }

    @Override
    public void close() {
        admin.close();
    }
}
