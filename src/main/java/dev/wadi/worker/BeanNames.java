package dev.wadi.worker;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for the beans of a worker, each given once: {@code photoRules}, {@code photoProject}. */
final class BeanNames {

    private final String worker;
    private final Set<String> given = new HashSet<>();

    BeanNames(String worker) {
        this.worker = worker;
    }

    /** The name of a bean for what is called so in the worker. */
    String of(String what) {
        String name = camelCase(worker + '_' + what);
        String one = name;
        for (int i = 2; !given.add(one); i++) {
            one = name + i;
        }
        return one;
    }

    private static String camelCase(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : text.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                String first = word.substring(0, 1);
                name.append(name.isEmpty() ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT))
                        .append(word, 1, word.length());
            }
        }
        return name.toString();
    }
}
