package dev.wadi.launcher.plugin;

import java.io.PrintWriter;
import java.util.List;

/** A table of texts, with columns as wide as they must be. */
public final class Columns {

    private static final String GAP = "  ";

    private Columns() {}

    public static void print(List<List<String>> rows, PrintWriter out) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).repeat(' ', width - row.get(i).length()).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
