package dev.wadi.claim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of columns: what a row is made of, in order. */
public record Columns(List<Column> columns) {

    public Columns {
        columns = List.copyOf(columns);
    }

    public static Columns of(Column... columns) {
        return new Columns(List.of(columns));
    }

    /** A row of these columns; a column without a value is there, with null. More columns may be put into it. */
    public Map<String, @Nullable Object> row(@Nullable Object source) {
        Map<String, @Nullable Object> row = LinkedHashMap.newLinkedHashMap(columns.size() + 5);
        for (Column column : columns) {
            row.put(column.name(), column.read(source));
        }
        return row;
    }
}
