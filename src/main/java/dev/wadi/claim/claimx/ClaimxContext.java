package dev.wadi.claim.claimx;

import dev.wadi.plugin.spi.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin sees of a ClaimX event at {@code enrichment_complete} and {@code entity_write}: the rows that its
 * enrichment has made. Rows are never null, and not to be changed.
 *
 * @param context what the plugin was given
 */
public record ClaimxContext(PluginContext context) {

    /** The rows of {@code claimx_projects}; one at most. */
    public List<Map<String, @Nullable Object>> projects() {
        return rows("projects");
    }

    /** The rows of {@code claimx_contacts}. */
    public List<Map<String, @Nullable Object>> contacts() {
        return rows("contacts");
    }

    /** The rows of {@code claimx_attachment_metadata}. */
    public List<Map<String, @Nullable Object>> media() {
        return rows("media");
    }

    /** The rows of {@code claimx_tasks}. */
    public List<Map<String, @Nullable Object>> tasks() {
        return rows("tasks");
    }

    /** The rows of {@code claimx_task_templates}. */
    public List<Map<String, @Nullable Object>> taskTemplates() {
        return rows("task_templates");
    }

    /** The rows of {@code claimx_external_links}. */
    public List<Map<String, @Nullable Object>> externalLinks() {
        return rows("external_links");
    }

    /** The rows of {@code claimx_video_collab}. */
    public List<Map<String, @Nullable Object>> videoCollaborations() {
        return rows("video_collab");
    }

    /** The first of the task rows. Most events have one; look at all of them where it matters. */
    public Optional<Map<String, @Nullable Object>> firstTask() {
        return tasks().stream().findFirst();
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are texts
    private List<Map<String, @Nullable Object>> rows(String table) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (context.field("data.entities." + table) instanceof List<?> list) {
            for (Object row : list) {
                if (row instanceof Map<?, ?> map) {
                    rows.add((Map<String, @Nullable Object>) map);
                }
            }
        }
        return rows;
    }
}
