package dev.wadi.connection.transport;

import java.net.URI;
import java.util.Set;

/**
 * Where a redirect leads: to the same origin, or to another one, which gets nothing that was meant for the first.
 *
 * @param url the absolute address
 * @param sameOrigin whether scheme, host and port stay the same
 */
public record Redirect(URI url, boolean sameOrigin) {

    private static final Set<Integer> ANY_READ = Set.of(301, 302, 303, 307, 308);
    /** Those that keep method and body. */
    private static final Set<Integer> KEEPING = Set.of(307, 308);

    /** Whether a status asks to go elsewhere. */
    public static boolean isAsked(int status) {
        return ANY_READ.contains(status);
    }

    /**
     * The redirect that an answer asks for.
     *
     * @param from the absolute address that was called
     * @param method the method it was called with
     * @param status a status that {@linkplain #isAsked asks} for one
     * @param location the header
     * @throws RedirectRefused if it is not followed
     */
    public static Redirect of(URI from, String method, int status, String location) throws RedirectRefused {
        URI url = target(from, location);
        boolean sameOrigin = url.getScheme().equalsIgnoreCase(from.getScheme())
                && url.getHost().equalsIgnoreCase(from.getHost())
                && port(url) == port(from);
        boolean read = method.equals("GET") || method.equals("HEAD");
        if (!read && !KEEPING.contains(status)) {
            throw new RedirectRefused("a " + method + " is redirected only by 307 and 308");
        }
        if (!read && !sameOrigin) {
            throw new RedirectRefused("a " + method + " is not redirected to another origin");
        }
        return new Redirect(url, sameOrigin);
    }

    private static URI target(URI from, String location) throws RedirectRefused {
        URI url;
        try {
            String text = location.strip();
            url = from.resolve(text.startsWith("?") ? from.getRawPath() + text : text); // RFC 3986, not 2396
        } catch (IllegalArgumentException e) {
            throw new RedirectRefused("its Location is no address");
        }
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !(https || "http".equalsIgnoreCase(url.getScheme()))) {
            throw new RedirectRefused("its Location is no http or https address");
        }
        if (url.getRawUserInfo() != null) {
            throw new RedirectRefused("its Location holds a user or password");
        }
        if (!https && "https".equalsIgnoreCase(from.getScheme())) {
            throw new RedirectRefused("it leads from https to http");
        }
        return url;
    }

    /** The port that a URL names, or means. */
    public static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
