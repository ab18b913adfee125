package dev.wadi.worker;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a route file that is made of a worker, with the place of the worker's file that each line comes from.
 *
 * @param worker the worker
 * @param lines the lines
 */
public record RouteText(Worker worker, List<Line> lines) {

    public RouteText {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param text the line
     * @param place where what it says stands in the worker's file
     */
    public record Line(String text, String place) {}

    /** The whole text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /** The name of the route file that would hold it. */
    public String fileName() {
        return worker.name() + ".camel.yaml";
    }

    /** The file below {@code routes/} that would hold it. */
    public String file() {
        return "workers/" + fileName();
    }

    /** Lines that grow, each below an indentation. */
    static final class Writer {

        private final List<Line> lines = new ArrayList<>();
        private final String indent;
        private final String place;

        Writer(String place) {
            this("", place);
        }

        private Writer(String indent, String place) {
            this.indent = indent;
            this.place = place;
        }

        /** Adds a line: one, whatever a comment is about. */
        Writer line(String text) {
            lines.add(new Line(indent + text.replaceAll("\\R", " "), place));
            return this;
        }

        /** An empty one for lines further in, that come from another place. */
        Writer within(String further, String from) {
            return new Writer(indent + further, from);
        }

        /** An empty one for lines at the same depth, that come from another place. */
        Writer at(String from) {
            return new Writer(indent, from);
        }

        /** Adds the lines of another. */
        Writer add(Writer other) {
            lines.addAll(other.lines);
            return this;
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        List<Line> lines() {
            return List.copyOf(lines);
        }
    }
}
