package dev.wadi.plugin.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.wadi.config.ConfigException;
import dev.wadi.config.YamlMapping;
import java.util.Set;

/**
 * The JSON Schema of a plugin's configuration. A section whose schema lists its {@code properties} takes no others,
 * unless it has an opinion of its own on {@code additionalProperties}. Nothing is fetched for a {@code $ref}.
 */
public final class ConfigSchema {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().build();

    private final JsonNode root;
    private final JsonSchema schema;

    private ConfigSchema(JsonNode root, JsonSchema schema) {
        this.root = root;
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @param where what problems with the schema itself are reported at
     * @throws ConfigException if it is no JSON Schema
     */
    public static ConfigSchema of(String json, String where) {
        try {
            JsonNode node = MAPPER.readTree(json);
            VersionFlag version =
                    SpecVersionDetector.detectOptionalVersion(node, false).orElse(VersionFlag.V202012);
            JsonSchema meta =
                    JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(version.getId()), CONFIG);
            for (ValidationMessage wrong : meta.validate(node)) {
                throw invalid(where, wrong.getMessage());
            }
            StrictSchema.refuseUnlisted(node);
            JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                    version,
                    builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
            return new ConfigSchema(node, factory.getSchema(node, CONFIG));
        } catch (JsonProcessingException e) {
            throw invalid(where, e.getOriginalMessage());
        } catch (JsonSchemaException e) {
            throw invalid(where, String.valueOf(e.getMessage()));
        }
    }

    private static ConfigException invalid(String where, String why) {
        return new ConfigException(where, "the plugin's configSchema() is no JSON Schema: " + why);
    }

    /**
     * Reports all that does not fit, with the places of its keys.
     *
     * @throws ConfigException if the schema refers to another that it does not hold
     */
    public void check(YamlMapping section) {
        SchemaFindings findings = new SchemaFindings(section, root, MAPPER.valueToTree(section.toMap()));
        if (findings.widen(validate(findings.tree(), section))) {
            findings.report(validate(findings.tree(), section));
        }
    }

    private Set<ValidationMessage> validate(JsonNode tree, YamlMapping section) {
        try {
            return schema.validate(tree);
        } catch (JsonSchemaException e) {
            throw invalid(section.place(), String.valueOf(e.getMessage()));
        }
    }
}
