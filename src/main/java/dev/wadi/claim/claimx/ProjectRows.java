package dev.wadi.claim.claimx;

import static dev.wadi.claim.Column.column;
import static dev.wadi.claim.Conversion.BOOLEAN;
import static dev.wadi.claim.Conversion.INTEGER;
import static dev.wadi.claim.Conversion.TEXT;
import static dev.wadi.claim.Conversion.TIMESTAMP;

import dev.wadi.claim.Columns;
import dev.wadi.claim.Timestamps;
import dev.wadi.json.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows made from the answer about a project: the project, and the people in it as contacts. */
final class ProjectRows {

    /** Read from the answer. Below the blank line: what no table has, but plugins see. */
    private static final Columns PROJECT = Columns.of(
            column("project_id", TEXT, "project.projectId"),
            column("project_number", TEXT, "project.projectNumber"),
            column("master_file_name", TEXT, "project.mfn", "project.masterFilename"),
            column("secondary_number", TEXT, "project.secondaryNumber"),
            column("created_date", TIMESTAMP, "project.createdDate"),
            column("status", TEXT, "project.status"),
            column("date_of_loss", TIMESTAMP, "project.dateOfLoss"),
            column("type_of_loss", TEXT, "project.typeOfLoss"),
            column("cause_of_loss", TEXT, "project.causeOfLoss"),
            column("loss_description", TEXT, "project.lossDescription"),
            column("customer_first_name", TEXT, "project.customerInformation.firstName"),
            column("customer_last_name", TEXT, "project.customerInformation.lastName"),
            column("street1", TEXT, "project.address.street1"),
            column("city", TEXT, "project.address.city"),
            column("state_province", TEXT, "project.address.stateProvince"),
            column("zip_postcode", TEXT, "project.address.zipPostcode"),
            column("primary_phone", TEXT, "project.customerInformation.phones[0].phoneNumber"),
            column("custom_attribute1", TEXT, "project.customAttribute1"),
            column("custom_attribute2", TEXT, "project.customAttribute2"),
            column("custom_attribute3", TEXT, "project.customAttribute3"),
            column("custom_business_name", TEXT, "project.customerInformation.customBusinessName"),
            column("business_line_type", TEXT, "project.customerInformation.businessLineType"),
            column("year_built", INTEGER, "project.yearBuilt"),
            column("square_footage", INTEGER, "project.squareFootage"),
            column("street2", TEXT, "project.address.street2"),
            column("county", TEXT, "project.address.county"),
            column("country", TEXT, "project.address.country"),
            column("primary_phone_country_code", INTEGER, "project.customerInformation.phones[0].phoneCountryCode"),
            column("date_received", TIMESTAMP, "project.dateReceived"),
            column("date_contacted", TIMESTAMP, "project.dateContacted"),
            column("planned_inspection_date", TIMESTAMP, "project.plannedInspectionDate"),
            column("date_inspected", TIMESTAMP, "project.dateInspected"),
            column("appointment_date", TIMESTAMP, "project.appointmentDate"),
            column("custom_external_unique_id", TEXT, "project.customExternalUniqueId"),
            column("company_name", TEXT, "companyName"));

    /** Read from the answer. */
    private static final Columns POLICYHOLDER = Columns.of(
            column("first_name", TEXT, "project.customerInformation.firstName"),
            column("last_name", TEXT, "project.customerInformation.lastName"),
            column("phone_number", TEXT, "project.customerInformation.phones[0].phoneNumber"),
            column("phone_country_code", INTEGER, "project.customerInformation.phones[0].phoneCountryCode"));

    /** Read from a team member; {@code userName} is the e-mail address. */
    private static final Columns CLAIM_REP = Columns.of(
            column("contact_email", TEXT, "userName"),
            column("is_primary_contact", BOOLEAN, "primaryContact"),
            column("master_file_name", TEXT, "mfn"));

    private static final FieldPath EMAILS = FieldPath.parse("project.customerInformation.emails");

    private ProjectRows() {}

    static void add(EventRows rows, @Nullable Object answer) {
        Object root = answer instanceof Map<?, ?> map && map.get("data") != null ? map.get("data") : answer;
        String email = primaryEmail(root);
        Map<String, @Nullable Object> project = PROJECT.row(root);
        if (project.get("project_id") != null) {
            project.put("primary_email", email);
            rows.traced(project);
            rows.stamp(project, Timestamps::utc, "created_at", "updated_at");
            rows.projects().add(project);
        }
        if (email != null) {
            Contact.add(rows, rows.projectId(), "POLICYHOLDER", policyholder(root, email));
        }
        if (root instanceof Map<?, ?> map && map.get("teamMembers") instanceof List<?> members) {
            members.forEach(member -> addClaimRep(rows, member));
        }
    }

    private static Map<String, @Nullable Object> policyholder(@Nullable Object root, String email) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("contact_email", email);
        fields.putAll(POLICYHOLDER.row(root));
        fields.put("is_primary_contact", true);
        return fields;
    }

    private static void addClaimRep(EventRows rows, @Nullable Object member) {
        Map<String, @Nullable Object> fields = CLAIM_REP.row(member);
        fields.putIfAbsent("is_primary_contact", false);
        if (fields.get("contact_email") != null) {
            Contact.add(rows, rows.projectId(), "CLAIM_REP", fields);
        }
    }

    /** The first address that is marked as primary; where that is blank or there is none, the first. */
    private static @Nullable String primaryEmail(@Nullable Object root) {
        if (!(EMAILS.read(root) instanceof List<?> emails)) {
            return null;
        }
        for (Object email : emails) {
            if (email instanceof Map<?, ?> map && Boolean.TRUE.equals(BOOLEAN.of(map.get("primary")))) {
                String address = (String) TEXT.of(map.get("emailAddress"));
                if (address != null) {
                    return address;
                }
                break;
            }
        }
        return !emails.isEmpty() && emails.getFirst() instanceof Map<?, ?> first
                ? (String) TEXT.of(first.get("emailAddress"))
                : null;
    }
}
