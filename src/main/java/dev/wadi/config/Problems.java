package dev.wadi.config;

import java.util.ArrayList;
import java.util.List;

/** Collects problems, so that a user sees them all at once. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(String where, String message) {
        found.add(new Problem(where, message));
    }

    public void addAll(ConfigException thrown) {
        found.addAll(thrown.problems());
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
