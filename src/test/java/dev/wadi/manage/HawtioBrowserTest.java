package dev.wadi.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

final class HawtioBrowserTest {

    private static final By USER = By.id("pf-login-username-id");
    private static final By PASSWORD = By.id("pf-login-password-id");
    private static final By SUBMIT = By.cssSelector("button[type=submit]");

    @Test
    void shows_the_diagram_of_a_yaml_route_with_live_counters() {
        try (Browser browser = Browser.openOrSkip("the console in a browser", 1280, 900);
                ManagedRoutes routes = new ManagedRoutes()) {
            routes.send("photo", "photo", "note");
            browser.visit(routes.server().console().toString());
            browser.type(USER, ManagedRoutes.USER);
            browser.type(PASSWORD, ManagedRoutes.PASSWORD);
            browser.click(SUBMIT);

            browser.click(treeNode("claims-enrich"));
            browser.click(tab("Route Diagram"));
            assertThat(browser.see(counterOf("to-photos")).getText()).isEqualTo("2");
            assertThat(browser.see(counterOf("to-notes")).getText()).isEqualTo("1");

            routes.send("photo");
            browser.patiently().until(page -> "3"
                    .equals(page.findElement(counterOf("to-photos")).getText()));
            browser.screenshot(Path.of("target", "screenshots", "hawtio.png"));
        }
    }

    @Test
    void stays_on_the_form_when_the_password_is_wrong() {
        try (Browser browser = Browser.openOrSkip("the console's sign-in in a browser", 1280, 900);
                ManagedRoutes routes = new ManagedRoutes()) {
            browser.visit(routes.server().console().toString());
            browser.type(USER, ManagedRoutes.USER);
            browser.type(PASSWORD, "wrong");
            browser.click(SUBMIT);
            browser.see(By.xpath("//*[contains(text(), 'Invalid login credentials')]"));
            assertThat(browser.driver().getCurrentUrl()).endsWith("/hawtio/login");
        }
    }

    private static By treeNode(String text) {
        return By.xpath("//*[contains(@class, 'tree-view')]//*[text()='" + text + "']");
    }

    private static By tab(String text) {
        return By.xpath("//nav//*[text()='" + text + "']");
    }

    private static By counterOf(String nodeId) {
        return By.xpath("//div[contains(@class, 'camel-node-id') and contains(., '" + nodeId
                + "')]/preceding-sibling::div[@class='number']");
    }
}
