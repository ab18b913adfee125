package dev.wadi.plugin.shipped.jwt;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which paths need a token: those that match {@code protect} and not {@code public_paths}. In a pattern {@code *} is
 * anything within a segment, {@code **} anything at all, and {@code /x/**} is {@code /x} too. A path that could be read in two ways always needs one.
 */
final class ProtectedPaths {

    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|[;\\\\\\x00-\\x1f]|(^|/)\\.{1,2}(/|$)|(?i)%(2f|5c|25)");

    private static final String BELOW = "/**";

    private final List<Pattern> protect;
    private final List<Pattern> open;

    ProtectedPaths(List<String> protect, List<String> open) {
        this.protect = protect.stream().map(ProtectedPaths::pattern).toList();
        this.open = open.stream().map(ProtectedPaths::pattern).toList();
    }

    /** @param pathAndQuery as the client sent it */
    boolean needToken(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        String raw = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        // A target that is no plain path is read in other ways by others: it needs a token whatever it is.
        if (!raw.startsWith("/")
                || raw.indexOf('#') >= 0
                || AMBIGUOUS.matcher(raw).find()) {
            return true;
        }
        try {
            String decoded = URI.create("http://host" + raw).getPath();
            boolean slash = decoded.length() > 1 && decoded.endsWith("/"); // a route answers with it and without it
            String path = slash ? decoded.substring(0, decoded.length() - 1) : decoded;
            return AMBIGUOUS.matcher(path).find() || (matches(protect, path) && !matches(open, path));
        } catch (IllegalArgumentException e) {
            return true; // a path that is none
        }
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String glob) {
        boolean below = glob.endsWith(BELOW); // the path itself included, or it would be open
        String path = below ? glob.substring(0, glob.length() - BELOW.length()) : glob;
        StringBuilder regex = new StringBuilder();
        for (String part : path.split("(?<=\\*)(?=[^*])|(?<=[^*])(?=\\*)", -1)) {
            switch (part) {
                case "**" -> regex.append(".*");
                case "*" -> regex.append("[^/]*");
                default -> regex.append(Pattern.quote(part));
            }
        }
        return Pattern.compile(below ? regex + "(/.*)?" : regex.toString(), Pattern.DOTALL);
    }
}
