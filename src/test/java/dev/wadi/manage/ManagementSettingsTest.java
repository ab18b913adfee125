package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import org.junit.jupiter.api.Test;

final class ManagementSettingsTest {

    private static final Secret PASSWORD = new Secret("canary");

    @Test
    void makes_up_a_password_for_loopback() {
        ManagementSettings settings = ManagementSettings.withGeneratedPassword("localhost", 8090, "admin");
        assertThat(settings.loopback()).isTrue();
        assertThat(settings.passwordGenerated()).isTrue();
        assertThat(settings.password().value()).hasSize(24);
        assertThat(ManagementSettings.withGeneratedPassword("localhost", 8090, "admin")
                        .password())
                .isNotEqualTo(settings.password());
    }

    @Test
    void listens_beyond_loopback_with_a_configured_password_only() {
        assertThat(new ManagementSettings("0.0.0.0", 8090, "admin", PASSWORD, false).loopback())
                .isFalse();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ManagementSettings.withGeneratedPassword("0.0.0.0", 8090, "admin"))
                .withMessage("wadi.management.host: '0.0.0.0' can be reached from other machines, but no password is"
                        + " configured. Set wadi.management.password, or listen on 127.0.0.1");
    }

    @Test
    void shows_all_mistakes_at_once() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new ManagementSettings("no.such.host.invalid", 70_000, "a:b", new Secret(" "), false))
                .withMessage("""
                        wadi.management.port: must be from 0 to 65535, but was 70000
                        wadi.management.user: must be a name without ':', but was 'a:b'
                        wadi.management.password: must not be empty. Leave it out to have one made up
                        wadi.management.host: no host of this name is known: 'no.such.host.invalid'""");
    }

    @Test
    void does_not_show_the_password() {
        assertThat(new ManagementSettings("127.0.0.1", 0, "admin", PASSWORD, false).toString())
                .doesNotContain("canary");
    }
}
