package dev.wadi.config;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text that values come from.
 *
 * @param name what problems call it; empty lines of places are left out for what has no lines
 * @param variables what its variables stand for
 * @param problems where what is wrong in it goes
 * @param secret whether the values are secrets, which no message may show
 */
record YamlSource(String name, Variables variables, Problems problems, boolean secret) {

    /** The source of what stands below a key. */
    YamlSource below(String key) {
        return secret || !SecretKeys.isSecret(key) ? this : new YamlSource(name, variables.hidden(), problems, true);
    }

    /** The same, with another place for what is wrong. */
    YamlSource into(Problems other) {
        return new YamlSource(name, variables, other, secret);
    }

    String place(int line) {
        return line > 0 ? name + ":" + line : name;
    }

    void problem(int line, String message) {
        problems.add(place(line), message);
    }

    String expand(String text, int line) {
        return variables.expand(text, place(line), problems);
    }

    /** A text for a message. */
    String shown(String text) {
        return secret ? SecretKeys.SHOWN : "'" + text + "'";
    }

    /** The line of a node; 0 if it has none. */
    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
