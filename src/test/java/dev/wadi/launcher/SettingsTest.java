package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.plugin.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private Settings read(String text, Map<String, String> environment) throws IOException {
        Files.writeString(home.resolve(Settings.FILE), text);
        return Settings.read(home, environment::get);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    private Settings defaults() {
        return new Settings(
                9092,
                9093,
                home.resolve(".wadi/broker"),
                true,
                Map.of(),
                "127.0.0.1",
                8090,
                "admin",
                Optional.empty(),
                new PluginSwitches(
                        true, List.of(home.resolve("plugins")), true, false, Optional.empty(), Optional.empty(), true),
                false,
                2_048,
                Set.of(),
                RetrySchedule.DEFAULT,
                ServiceSettings.DEFAULT);
    }

    @Test
    void a_project_without_the_file_has_these_defaults() {
        assertThat(Settings.read(home, name -> null)).isEqualTo(defaults());
    }

    @Test
    void the_shipped_file_says_what_the_defaults_are() throws IOException {
        String shipped = Files.readString(Path.of(Settings.FILE));
        assertThat(read(shipped, Map.of())).isEqualTo(defaults());
    }

    @Test
    void a_full_file_has_these_values() throws IOException {
        Settings settings = read("""
                wadi.broker.port=19092
                wadi.broker.controller-port=19093
                wadi.broker.folder=data
                wadi.kafka.create-topics=FALSE
                wadi.kafka.client.security.protocol=SASL_SSL
                wadi.management.host=0.0.0.0
                wadi.management.port=0
                wadi.management.user=ann
                wadi.management.password=${PASSWORD}
                wadi.plugins.enabled=false
                wadi.plugins.dir=extensions, more
                wadi.plugins.reload=false
                wadi.plugins.require-signed=true
                wadi.plugins.trust-store=signers.p12
                wadi.plugins.trust-store-password=${TRUST}
                wadi.plugins.check-code=false
                wadi.webhooks.allow-private=true
                wadi.connections.max-total=500
                wadi.stages=geocoded , , audited
                wadi.retry.delays=30s, 2m
                wadi.retry.max-retries=7
                wadi.service.name=claims
                wadi.service.host=10.0.0.7
                wadi.service.port=8080
                wadi.service.tags=blue
                wadi.service.register=false
                camel.main.name=x
                """, Map.of("PASSWORD", "s3cret", "TRUST", "tr0st"));
        assertThat(settings)
                .isEqualTo(new Settings(
                        19_092,
                        19_093,
                        home.resolve("data"),
                        false,
                        Map.of("security.protocol", "SASL_SSL"),
                        "0.0.0.0",
                        0,
                        "ann",
                        Optional.of(new Secret("s3cret")),
                        new PluginSwitches(
                                false,
                                List.of(home.resolve("extensions"), home.resolve("more")),
                                false,
                                true,
                                Optional.of(home.resolve("signers.p12")),
                                Optional.of(new Secret("tr0st")),
                                false),
                        true,
                        500,
                        Set.of("geocoded", "audited"),
                        RetrySchedule.of("30s,2m", 7),
                        new ServiceSettings(
                                "claims", "10.0.0.7", OptionalInt.of(8080), Set.of("blue"), Optional.of(false))));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void a_variable_of_the_environment_wins_over_the_file() throws IOException {
        Settings settings = read(
                "wadi.management.port=1\n",
                Map.of("WADI_MANAGEMENT_PORT", " 2 ", "WADI_BROKER_CONTROLLER_PORT", "3", "WADI_STAGES", "a,b"));
        assertThat(settings.managementPort()).isEqualTo(2);
        assertThat(settings.brokerControllerPort()).isEqualTo(3);
        assertThat(settings.stages()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void the_command_line_wins_over_both() {
        assertThat(defaults().with(1, null).brokerPort()).isEqualTo(1);
        assertThat(defaults().with(null, 2).managementPort()).isEqualTo(2);
        assertThat(defaults().with(null, null)).isEqualTo(defaults());
    }

    @Test
    void an_empty_folder_name_switches_plugins_off() throws IOException {
        assertThat(read("wadi.plugins.dir=\n", Map.of()).plugins().enabled()).isFalse();
    }

    /** The properties of Kafka's clients, which may hold a password, used to show as they are. */
    @Test
    void what_is_given_to_kafka_s_clients_is_not_shown() throws IOException {
        Settings settings = read("wadi.kafka.client.sasl.jaas.config=password=t0p\n", Map.of());
        assertThat(settings.kafkaClient()).containsEntry("sasl.jaas.config", "password=t0p");
        assertThat(settings.toString()).doesNotContain("t0p");
    }

    @Test
    void refuses_a_setting_that_it_does_not_know() {
        refuses(
                "wadi.managment.port=1\n",
                "application.properties: unknown setting 'wadi.managment.port'. Did you mean 'wadi.management.port'?");
        refuses(
                "wadi.colour=red\n",
                "application.properties: unknown setting 'wadi.colour'. Known settings: wadi.broker.controller-port,"
                        + " wadi.broker.folder, wadi.broker.port, wadi.connections.max-total, wadi.kafka.create-topics, wadi.management.host,"
                        + " wadi.management.password, wadi.management.port, wadi.management.user, wadi.plugins.check-code,"
                        + " wadi.plugins.dir, wadi.plugins.enabled, wadi.plugins.reload, wadi.plugins.require-signed,"
                        + " wadi.plugins.trust-store, wadi.plugins.trust-store-password, wadi.retry.delays, wadi.retry.max-retries, wadi.service.host,"
                        + " wadi.service.name, wadi.service.port, wadi.service.register, wadi.service.tags, wadi.stages,"
                        + " wadi.webhooks.allow-private");
    }

    @Test
    void refuses_what_is_no_port() {
        refuses(
                "wadi.broker.port=70000\nwadi.management.port=http\n",
                "application.properties: wadi.broker.port must be a port from 0 to 65535, but was '70000'\n"
                        + "application.properties: wadi.management.port must be a port from 0 to 65535, but was"
                        + " 'http'");
    }

    @Test
    void refuses_what_is_neither_true_nor_false() {
        refuses(
                "wadi.plugins.enabled=yes\n",
                "application.properties: wadi.plugins.enabled must be true or false, but was 'yes'");
    }

    @Test
    void refuses_a_variable_that_is_not_set() {
        refuses(
                "wadi.management.password=${SECRET}\n",
                "application.properties: wadi.management.password: the variable 'SECRET' is not set. Set it in the"
                        + " environment, or give a default: ${SECRET:-value}");
    }
}
