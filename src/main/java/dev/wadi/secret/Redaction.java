package dev.wadi.secret;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which secrets are kept out of whatever Wadi shows: values of keys such as {@code token}, the signing
 * parameters of URLs, user information in URLs, credentials, keys and signed tokens in texts, and all {@link LiveSecrets}.
 */
public final class Redaction {

    /** What stands for a secret. */
    public static final String HIDDEN = "***";

    private static final int MAX_DEPTH = 12;

    private static final String SECRET_NAME = "(?:secret|token|passw(?:or)?d|passphrase|pwd|credentials?|api[-_.]?key"
            + "|private[-_.]?key|access[-_.]?key|account[-_.]?key|shared[-_.]?key|signature|authorization|cookie|session[-_.]?id)";
    private static final Pattern KEY = Pattern.compile(
            "secret|token|passw|passphrase|pwd|credential|api[-_.]?key|private[-_.]?key|access[-_.]?key"
                    + "|account[-_.]?key|shared[-_.]?key|subscription[-_.]?key|signature|authorization|cookie"
                    + "|session[-_.]?id|jaas",
            Pattern.CASE_INSENSITIVE);

    // In a URL's query names count that mean nothing elsewhere. Separators may be encoded, where a URL is in a URL.
    private static final Pattern PARAMETER =
            ignoringCase("([?&;]|&amp;|%3F|%26|\\\\u0026)((?:sig|sv|se|st|sp|spr|sr|ske|skoid|sks|skt|sktid|skv|sdd|key"
                    + "|code|auth|jwt|pass|hmac|assertion|x-amz-[\\w-]{1,40}|x-goog-[\\w-]{1,40}|awsaccesskeyid|expires"
                    + "|[\\w.-]{0,40}" + SECRET_NAME + "[\\w.-]{0,40})(?:=|%3D|\\\\u003d))[^&;\\s\"'<>\\\\]*");
    private static final Pattern USER = ignoringCase("\\b([a-z][a-z0-9+.-]{0,30}://)[^/\\s?#@\"'<>]{1,500}@");
    private static final Pattern SCHEME =
            Pattern.compile("\\b(?i:(bearer|basic|negotiate|apikey|sharedaccesssignature|aws4-hmac-sha256))\\s{1,4}"
                    + "(?=[\\w.~+/=:,-]*[^a-z\\s.,:])[\\w.~+/=:-]{6,}");
    private static final Pattern HEADER = ignoringCase(
            "\\b((?:proxy-)?authorization|cookie|set-cookie|x-api-key|x-auth-token)([\"']?\\s{0,4}[:=]\\s{0,4}+[\"'\\[]?+)"
                    + "(?!\\*\\*\\*)[^\\r\\n\"'\\]},]+");
    private static final Pattern QUOTED =
            ignoringCase("(" + SECRET_NAME + "[\\w.-]{0,40}\\\\?[\"']?\\s{0,4}[:=]\\s{0,4}\\\\?)([\"'])"
                    + "(?:(?<=\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+|(?<=')[^'\\\\]*+(?:\\\\.[^'\\\\]*+){0,200}+)");
    private static final Pattern ASSIGNED =
            ignoringCase("(" + SECRET_NAME + "[\\w.-]{0,40}=)(?![\"']|\\*\\*\\*|\\\\)[^\\s,;&)}\\]\"']+");
    private static final Pattern NAMED =
            ignoringCase("(" + SECRET_NAME + "[\\w.-]{0,40}(?<!\\.\\w{1,5})[\"']?\\s{0,4}:\\s{0,4})"
                    + "(?![\"']|\\*\\*\\*|\\\\)[^\\s,;&)}\\]\"']+(?=\\s*+(?:$|[\\r\\n,;)}\\]]))");
    private static final Pattern SIGNED_TOKEN = Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?");
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----).*?(?:-----END [A-Z ]{0,30}-----|$)", Pattern.DOTALL);

    private Redaction() {}

    /** Whether what stands under this key is a secret. */
    public static boolean isSecret(String key) {
        return KEY.matcher(key).find();
    }

    /** The text without secrets. */
    public static String hide(String text) {
        String hidden = LiveSecrets.all().hide(text);
        if (hidden.indexOf('=') >= 0 || hidden.indexOf('%') >= 0 || hidden.indexOf('\\') >= 0) {
            hidden = PARAMETER.matcher(hidden).replaceAll("$1$2" + HIDDEN);
        }
        if (hidden.contains("://")) {
            hidden = USER.matcher(hidden).replaceAll("$1" + HIDDEN + "@");
        }
        if (hidden.contains("eyJ")) {
            hidden = SIGNED_TOKEN.matcher(hidden).replaceAll(HIDDEN);
        }
        if (hidden.contains("PRIVATE KEY")) {
            hidden = PRIVATE_KEY.matcher(hidden).replaceAll("$1" + HIDDEN);
        }
        hidden = SCHEME.matcher(hidden).replaceAll("$1 " + HIDDEN);
        if (hidden.indexOf('=') >= 0 || hidden.indexOf(':') >= 0) {
            hidden = HEADER.matcher(hidden).replaceAll("$1$2" + HIDDEN);
            hidden = QUOTED.matcher(hidden).replaceAll("$1$2" + HIDDEN);
            hidden = ASSIGNED.matcher(hidden).replaceAll("$1" + HIDDEN);
            hidden = NAMED.matcher(hidden).replaceAll("$1" + HIDDEN);
        }
        return hidden;
    }

    /** A value of JSON's kinds without secrets; anything else as its text. Never throws. */
    public static @Nullable Object hide(@Nullable Object value) {
        return hide(value, 0);
    }

    /** The values without secrets, by their names. */
    public static Map<String, @Nullable Object> hide(Map<?, ? extends @Nullable Object> values) {
        return map(values, 0);
    }

    private static @Nullable Object hide(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case Boolean bool -> bool;
            case Number number when isPlain(number) -> number;
            case CharSequence text -> hide(text.toString());
            case Map<?, ?> map when depth < MAX_DEPTH -> map(map, depth);
            case Iterable<?> items
            when depth < MAX_DEPTH && !(items instanceof java.nio.file.Path) -> list(items, depth);
            case Object array when depth < MAX_DEPTH && array.getClass().isArray() -> list(items(array), depth);
            case Object other -> depth < MAX_DEPTH ? hide(text(other)) : "…";
        };
    }

    private static boolean isPlain(Number number) {
        return number.getClass().getName().startsWith("java.") && Double.isFinite(number.doubleValue());
    }

    private static Map<String, @Nullable Object> map(Map<?, ? extends @Nullable Object> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            copy.put(name, value != null && isSecret(name) ? HIDDEN : hide(value, depth + 1));
        });
        return copy;
    }

    private static List<@Nullable Object> list(Iterable<?> items, int depth) {
        List<@Nullable Object> copy = new ArrayList<>();
        items.forEach(item -> copy.add(hide(item, depth + 1)));
        return copy;
    }

    private static List<@Nullable Object> items(Object array) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            items.add(Array.get(array, i));
        }
        return items;
    }

    /** Even that may throw, in a class of a plugin's own. */
    private static String text(Object value) {
        try {
            return value.toString();
        } catch (RuntimeException | StackOverflowError e) {
            return value.getClass().getName();
        }
    }

    private static Pattern ignoringCase(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
