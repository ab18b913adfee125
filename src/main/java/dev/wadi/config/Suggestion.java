package dev.wadi.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user probably meant. */
public final class Suggestion {

    private static final int MAX_DISTANCE = 3;

    private Suggestion() {}

    /** {@code Did you mean 'x'?} for the nearest name, else {@code <noun>: a, b, c} with all of them. */
    public static String of(String found, Collection<String> known, String noun) {
        return known.stream()
                .filter(name -> distance(found, name) <= Math.min(MAX_DISTANCE, name.length() / 2))
                .min(Comparator.comparingInt((String name) -> distance(found, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "Did you mean '" + name + "'?")
                .orElseGet(() -> noun + ": "
                        + (known.isEmpty()
                                ? "none"
                                : String.join(", ", known.stream().sorted().toList())));
    }

    /** The edit distance in which swapped neighbours count once (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
