package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's documents promised signed plugins; nothing was ever checked. */
class JarSignatureTest extends CodeScene {

    private static SigningKeys keys;

    private final CodePolicy anybody = policy(TrustedSigners.anybody());

    JarSignatureTest(@TempDir Path folder) {
        super(folder);
    }

    @BeforeAll
    static void makeKeys(@TempDir Path keyFolder) throws Exception {
        keys = new SigningKeys(keyFolder);
        keys.make("acme");
        keys.make("stranger");
        keys.make("authority", "-ext", "bc=ca:true");
        keys.make("issued", "-signer", "authority");
        keys.make("expired", "-startdate", "-10d", "-validity", "1");
    }

    private static CodePolicy policy(TrustedSigners signers) {
        return new CodePolicy(Optional.of(signers), true, Set.of());
    }

    private static CodePolicy trusting(String... names) throws Exception {
        return policy(TrustedSigners.in(keys.trustStore(names), Optional.of(SigningKeys.PASSWORD)));
    }

    private Path unsigned(String name) throws IOException {
        Map<String, byte[]> entries =
                Map.of("com/acme/Greeter.class", emptyClass("com.acme.Greeter"), "com/acme/words.txt", bytes("words"));
        return jar(name, entries);
    }

    private Path signed(String name, String by) throws Exception {
        return keys.sign(unsigned("unsigned.jar"), folder.resolve(name), by);
    }

    /** Copies a jar, with one entry made another, or left out. */
    private Path altered(Path jar, String name, byte... content) throws IOException {
        Map<String, byte[]> entries = SigningKeys.entries(jar);
        if (content.length == 0) {
            entries.remove(name);
        } else {
            entries.put(name, content);
        }
        return jar("altered.jar", entries);
    }

    @Test
    void an_unsigned_jar_is_refused() throws Exception {
        assertProblems(
                anybody,
                List.of(unsigned("x.jar")),
                "x.jar: is not signed, and only signed plugins may run (wadi.plugins.require-signed=true)."
                        + " Sign it with jarsigner");
    }

    @Test
    void a_java_file_is_refused_since_it_cannot_be_signed() throws Exception {
        assertProblems(
                anybody,
                List.of(java("Greeter.java", GREETER)),
                "Greeter.java: can't be signed, and only signed plugins may run (wadi.plugins.require-signed=true)."
                        + " Put a signed jar here");
    }

    @Test
    void a_signed_jar_runs() throws Exception {
        PluginCode code = load(anybody, signed("x.jar", "stranger"));
        assertThat(code.owns(code.loader().loadClass("com.acme.Greeter"))).isTrue();
    }

    @Test
    void without_the_switch_a_signed_jar_is_like_any_other() throws Exception {
        assertThat(load(signed("x.jar", "stranger")).isOwn()).isTrue();
    }

    @Test
    void an_altered_entry_is_refused() throws Exception {
        Path jar = altered(signed("x.jar", "acme"), "com/acme/words.txt", bytes("other"));
        assertProblems(
                anybody,
                List.of(jar),
                "altered.jar: was altered after it was signed (SHA-384 digest error for com/acme/words.txt)."
                        + " Sign it again, or get it anew from its author");
    }

    @Test
    void an_added_entry_is_refused() throws Exception {
        Path jar = altered(signed("x.jar", "acme"), "com/acme/Added.class", emptyClass("com.acme.Added"));
        assertProblems(
                anybody,
                List.of(jar),
                "altered.jar: was altered after it was signed: the signature leaves out com/acme/Added.class."
                        + " Sign it again, or get it anew from its author");
    }

    @Test
    void an_added_entry_among_the_signature_s_own_files_is_refused() throws Exception {
        Path jar =
                altered(signed("x.jar", "acme"), "META-INF/services/java.util.function.Supplier", bytes("evil.Evil"));
        assertThatThrownBy(() -> load(anybody, jar))
                .hasMessageContaining("the signature leaves out META-INF/services/java.util.function.Supplier");
    }

    @Test
    void a_removed_entry_is_refused() throws Exception {
        Path jar = altered(signed("x.jar", "acme"), "com/acme/words.txt");
        assertProblems(
                anybody,
                List.of(jar),
                "altered.jar: was altered after it was signed: it lacks com/acme/words.txt."
                        + " Get it anew from its author");
    }

    @Test
    void a_removed_signature_is_refused() throws Exception {
        Path jar = altered(signed("x.jar", "acme"), "META-INF/SIGNER.SF");
        assertThatThrownBy(() -> load(anybody, jar)).hasMessageContaining("altered.jar: is not signed");
    }

    @Test
    void only_those_in_the_trust_store_may_sign() throws Exception {
        CodePolicy acme = trusting("acme");
        assertThat(load(acme, signed("x.jar", "acme")).isOwn()).isTrue();
        assertProblems(
                acme,
                List.of(signed("y.jar", "stranger")),
                "y.jar: is signed by 'CN=stranger', whose certificate " + keys.trustStore("acme")
                        + " does not know, or no longer takes for valid. Import it with keytool -importcert if you"
                        + " trust them");
    }

    @Test
    void whose_certificate_was_issued_by_a_trusted_authority_may_sign() throws Exception {
        Path jar = signed("x.jar", "issued");
        assertThat(load(trusting("authority"), jar).isOwn()).isTrue();
        assertThat(load(trusting("issued"), jar).isOwn()).isTrue();
        assertThatThrownBy(() -> load(trusting("acme"), jar)).hasMessageContaining("is signed by 'CN=issued'");
    }

    @Test
    void an_expired_certificate_is_trusted_no_longer() throws Exception {
        Path jar = signed("x.jar", "expired");
        assertThatThrownBy(() -> load(trusting("expired"), jar)).hasMessageContaining("is signed by 'CN=expired'");
    }

    @Test
    void a_trust_store_that_cannot_be_used_says_why_and_shows_no_password() throws Exception {
        Path store = keys.trustStore("acme");
        assertThatThrownBy(() -> TrustedSigners.in(store, Optional.of(new Secret("wrong-canary"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("trust-acme.p12: is no readable trust store (")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> TrustedSigners.in(folder.resolve("none.p12"), Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.p12: is no readable trust store (");
        Path text = Files.writeString(folder.resolve("text.p12"), "no store");
        assertThatThrownBy(() -> TrustedSigners.in(text, Optional.empty())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> TrustedSigners.in(store, Optional.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("trust-acme.p12: holds no certificate that can be read without a password");
    }
}
