package dev.wadi.worker;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads workers: a file each ({@code photo.worker.yaml} is the worker {@code photo}), or many in one file below {@code
 * workers:}. What is wrong is collected.
 */
public final class WorkerFiles {

    /** What the file of a single worker ends with. */
    public static final String SUFFIX = ".worker.yaml";

    private static final String MANY = "workers";

    private final Variables variables;
    private final Problems problems;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<Worker> found = new ArrayList<>();

    public WorkerFiles(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** Reads a file; one that does not exist has no workers. */
    public List<Worker> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        return read(file.getFileName().toString(), () -> YamlFile.read(file, variables, problems));
    }

    /**
     * Reads the text of a file.
     *
     * @param name the file's name
     */
    public List<Worker> read(String name, String text) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return read(last, () -> YamlFile.parse(text, name, variables, problems));
    }

    /** Gives a file's content. */
    private interface Content {
        YamlMapping read();
    }

    private List<Worker> read(String fileName, Content content) {
        int before = found.size();
        try {
            YamlMapping root = content.read();
            if (root.has(MANY)) {
                root.refuseUnknown(MANY);
                root.mapping(MANY).ifPresent(this::readMany);
            } else if (fileName.endsWith(SUFFIX)) {
                String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                add(name, root, "the file's name says '" + name + "'");
            } else {
                root.refuseUnknown(MANY);
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
        return List.copyOf(found.subList(before, found.size()));
    }

    private void readMany(YamlMapping workers) {
        for (String name : workers.keys()) {
            workers.mapping(name)
                    .ifPresentOrElse(
                            fields -> add(name, fields, "it stands below '" + name + "'"),
                            () -> workers.problem(name, "the worker '" + name + "' is empty"));
        }
    }

    private void add(String name, YamlMapping fields, String reason) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            fields.problem("'" + name + "' can't be a worker's name. Possible are the characters A-Z a-z 0-9 . _ -");
        }
        String said = fields.text("name").orElse(name);
        if (!said.equals(name)) {
            fields.problem("name", "the worker is called '" + said + "', but " + reason + ". Both must agree");
        }
        String first = places.putIfAbsent(name, fields.place());
        if (first != null) {
            problems.add(fields.place(), "the worker '" + name + "' is defined already, at " + first);
            return;
        }
        new WorkerFields(name, fields).read().ifPresent(found::add);
    }
}
