package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.connection.UrlTemplate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A path below a connection's address, and the query that was written behind it.
 *
 * @param path the path, with its slash; may be empty
 * @param query names and values
 */
record PathText(String path, Map<String, String> query) {

    /** Takes a text apart; what is wrong with it is reported at its key. */
    static PathText read(YamlMapping fields, String key, String text) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        Map<String, String> query = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String parameter : text.substring(mark + 1).split("&", -1)) {
                int equal = parameter.indexOf('=');
                if (equal < 1) {
                    fields.problem(key, key + " has the query parameter '" + parameter + "'. Possible: name=value");
                } else {
                    query.put(decoded(parameter.substring(0, equal)), decoded(parameter.substring(equal + 1)));
                }
            }
        }
        if (!path.matches("[^\\s#\\\\]*")) {
            fields.problem(key, key + " must be a path such as /api/projects/{project_id}, but was '" + text + "'");
        }
        try {
            UrlTemplate.parse(path, query);
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
        }
        return new PathText(path.isEmpty() || path.startsWith("/") ? path : '/' + path, query);
    }

    /** What stands for itself once it is sent, and encoded by then. A + is itself. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a % that encodes nothing
        }
    }
}
