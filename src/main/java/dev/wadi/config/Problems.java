package dev.wadi.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that a user sees them all at once, and each of them once. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(String where, String message) {
        add(new Problem(where, message));
    }

    public void addAll(ConfigException thrown) {
        addAll(thrown.problems());
    }

    public void addAll(List<Problem> further) {
        further.forEach(this::add);
    }

    private void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public List<Problem> found() {
        return List.copyOf(found);
    }

    /** @throws ConfigException if there is any problem */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
