package dev.wadi.plugin.dependency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds circles in a graph. */
final class Cycles {

    private final Function<String, Set<String>> next;
    private final List<List<String>> found = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    Cycles(Function<String, Set<String>> next) {
        this.next = next;
    }

    /** At least one circle through each part of the graph that has any, each from a first node around to it. */
    List<List<String>> among(Collection<String> nodes) {
        nodes.forEach(this::visit);
        return found;
    }

    private void visit(String node) {
        int at = path.indexOf(node);
        if (at >= 0) {
            found.add(List.copyOf(path.subList(at, path.size())));
        } else if (!done.contains(node)) {
            path.add(node);
            next.apply(node).forEach(this::visit);
            path.removeLast();
            done.add(node);
        }
    }
}
