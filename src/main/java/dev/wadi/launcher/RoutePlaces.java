package dev.wadi.launcher;

import dev.wadi.config.Problem;
import dev.wadi.record.WorkerName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where what stands in the route files.
 *
 * @param texts the keys and values of all files, in the order in which they stand there
 */
record RoutePlaces(List<Text> texts) {

    private static final Pattern LINE_IN_BLOCK = Pattern.compile("\\w+:(\\d{1,6})");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    private static final Pattern LETTER_TOPIC = Pattern.compile("errorTopic|deadLetterTopic");
    private static final Pattern LETTER_TOPIC_IN_URI =
            Pattern.compile("^kafka-ordered:.*?[?&](?:errorTopic|deadLetterTopic)=([A-Za-z0-9._-]+)");

    /** No files. */
    static final RoutePlaces NONE = new RoutePlaces(List.of());

    RoutePlaces {
        texts = List.copyOf(texts);
    }

    /** A key or value. */
    record Text(String file, int line, String value) {

        /** A text at a place as {@link #place} tells it. */
        static Text at(String place, String value) {
            int colon = place.lastIndexOf(':');
            return new Text(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)), value);
        }

        /** As in {@code routes/claimx/ingest.camel.yaml:6}. */
        String place() {
            return file + ":" + line;
        }
    }

    /** The first text that is so. */
    Optional<Text> first(Predicate<String> so) {
        return texts.stream().filter(text -> so.test(text.value)).findFirst();
    }

    /** The line of the first such text in a file, from a line on. */
    Optional<Integer> below(String file, int line, String value) {
        return texts.stream()
                .filter(text -> text.file.equals(file) && text.line >= line && text.value.equals(value))
                .map(Text::line)
                .findFirst();
    }

    /**
     * The place of a problem in YAML that stands as a block of text in a route file, as in {@code config: |}. It is told
     * by its line in the block, and by the first word that the message quotes.
     */
    Optional<String> within(Problem problem) {
        Matcher line = LINE_IN_BLOCK.matcher(problem.where());
        Matcher quoted = QUOTED.matcher(problem.message());
        if (!line.matches() || !quoted.find()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(line.group(1));
        return texts.stream()
                .filter(text -> text.value
                        .lines()
                        .skip(number - 1L)
                        .limit(1)
                        .anyMatch(found -> text.value.contains("\n") && found.contains(quoted.group(1))))
                .map(block -> block.file + ":" + (block.line + number))
                .findFirst();
    }

    /** Where an endpoint is named, whatever Camel made of its URI. */
    Optional<Text> endpoint(String uri) {
        String wanted = withoutOptions(uri);
        return wanted.contains(":") ? first(text -> withoutOptions(text).equals(wanted)) : Optional.empty();
    }

    /** Where an endpoint's option is: a key after the endpoint in the same file, or the endpoint itself. */
    Optional<Text> option(String uri, String name) {
        return endpoint(uri).map(endpoint -> texts.stream()
                .skip(texts.indexOf(endpoint))
                .filter(text -> text.file.equals(endpoint.file) && text.value.equals(name))
                .findFirst()
                .orElse(endpoint));
    }

    /** The places of the routes of workers, by the workers' names. */
    Map<String, String> workers() {
        Map<String, String> workers = new TreeMap<>();
        for (int i = 1; i < texts.size(); i++) {
            Text id = texts.get(i);
            if (texts.get(i - 1).value.equals("id") && WorkerName.isWorker(id.value)) {
                workers.put(WorkerName.of(id.value), id.place());
            }
        }
        return workers;
    }

    /** The topics that consumers name for their dead letters. */
    Set<String> letterTopics() {
        Set<String> topics = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (LETTER_TOPIC.matcher(texts.get(i).value).matches() && i + 1 < texts.size()) {
                topics.add(texts.get(i + 1).value);
            }
            LETTER_TOPIC_IN_URI.matcher(texts.get(i).value).results().forEach(found -> topics.add(found.group(1)));
        }
        return topics;
    }

    /** An endpoint's URI as people write it, without what follows the question mark. */
    static String withoutOptions(String uri) {
        int options = uri.indexOf('?');
        return (options < 0 ? uri : uri.substring(0, options)).replaceFirst("://", ":");
    }
}
