package dev.wadi.secret;

import java.lang.ref.WeakReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that the configuration holds now, so that they are found wherever they turn up. Of too many the oldest are
 * given up. Thread-safe; reading takes no lock.
 */
public final class LiveSecrets {

    /** Shorter ones would hide half of any text. */
    static final int MIN_LENGTH = 8;

    static final int MAX = 1_000;

    private static final LiveSecrets ALL = new LiveSecrets();
    private static final Pattern BASE64 = Pattern.compile("(?:[Bb]asic )?([A-Za-z0-9+/]{8,}={0,2})");

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();

    /** A secret, with what it may look like in a text. */
    private record Known(Supplier<@Nullable String> holder, Set<String> forms) {}

    private final List<Known> known = new ArrayList<>();

    /** Of all that are known: what one looks like must not be cut by another that is a part of it. */
    private volatile List<String> forms = List.of();

    LiveSecrets() {}

    /** Those of this process. */
    public static LiveSecrets all() {
        return ALL;
    }

    /** Keeps a value out of all texts, as long as this very object lives: for what comes and goes, such as tokens. */
    @SuppressWarnings("ReferenceEquality")
    public synchronized void add(String value) {
        WeakReference<String> holder = new WeakReference<>(value);
        put(
                value,
                holder::get,
                held -> held == null || held == value); // not equals(): the other one may be gone sooner
    }

    /** Keeps a value out of all texts from now on: for what a plugin's configuration holds. */
    public synchronized void keep(String value) {
        put(value, () -> value, held -> held == null || held.equals(value));
    }

    private void put(String value, Supplier<@Nullable String> holder, Predicate<@Nullable String> replaced) {
        if (value.length() < MIN_LENGTH) {
            return;
        }
        known.removeIf(each -> replaced.test(each.holder().get()));
        if (known.size() >= MAX) {
            known.removeFirst();
        }
        known.add(new Known(holder, forms(value)));
        forms = known.stream()
                .flatMap(each -> each.forms().stream())
                .distinct()
                .sorted(LONGEST_FIRST)
                .toList();
    }

    /** The number of those that live. */
    synchronized int size() {
        return (int) known.stream().filter(each -> each.holder().get() != null).count();
    }

    /** A text without them. */
    String hide(String text) {
        String hidden = text;
        for (String form : forms) {
            if (hidden.contains(form)) {
                hidden = hidden.replace(form, Redaction.HIDDEN);
            }
        }
        return hidden;
    }

    private static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        var basic = BASE64.matcher(value);
        if (basic.matches()) {
            forms.add(basic.group(1));
            password(basic.group(1), forms);
        }
        int space = value.indexOf(' ');
        if (value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            forms.add(value.substring(space + 1));
        }
        forms.removeIf(form -> form.length() < MIN_LENGTH);
        return forms;
    }

    /** Basic credentials are Base64 of {@code user:password}. */
    private static void password(String base64, Set<String> forms) {
        try {
            String plain = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            if (plain.indexOf(':') > 0 && plain.chars().noneMatch(Character::isISOControl)) {
                forms.add(plain);
                forms.add(plain.substring(plain.indexOf(':') + 1));
            }
        } catch (IllegalArgumentException e) {
            // an ordinary token, which only looked like it
        }
    }
}
