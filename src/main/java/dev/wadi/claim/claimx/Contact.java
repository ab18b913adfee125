package dev.wadi.claim.claimx;

import dev.wadi.claim.Timestamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the contacts table. */
final class Contact {

    private static final List<String> FIELDS = List.of(
            "contact_email",
            "contact_type",
            "first_name",
            "last_name",
            "phone_number",
            "phone_country_code",
            "is_primary_contact",
            "master_file_name",
            "task_assignment_id",
            "video_collaboration_id");

    private Contact() {}

    /** Adds a contact with the given fields; the others are null. */
    static void add(EventRows rows, String projectId, String type, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> contact = new LinkedHashMap<>();
        contact.put("project_id", projectId);
        FIELDS.forEach(field -> contact.put(field, fields.get(field)));
        contact.put("contact_type", type);
        rows.traced(contact);
        rows.stamp(contact, Timestamps::utc, "created_at", "last_enriched_at");
        rows.stamp(contact, Timestamps::utcText, "updated_at");
        rows.stamp(contact, Timestamps::utcDay, "created_date");
        rows.contacts().add(contact);
    }
}
