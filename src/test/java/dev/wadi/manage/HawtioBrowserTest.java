package dev.wadi.manage;

import dev.wadi.fake.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

final class HawtioBrowserTest {

    @Test
    void shows_the_route_with_live_counters_after_signing_in() throws Exception {
        try (ManagedRoutes routes = new ManagedRoutes();
                Browser browser = Browser.openOrSkip("Hawtio in a browser", 1400, 900)) {
            routes.send("photo", "photo", "note");
            browser.visit(routes.server().console().toString());
            browser.type(By.id("pf-login-username-id"), ManagedRoutes.USER);
            browser.type(By.id("pf-login-password-id"), ManagedRoutes.PASSWORD);
            browser.screenshot(Path.of("target/screenshots/login.png"));
            browser.click(By.cssSelector("button[type=submit]"));
            Thread.sleep(5000);
            browser.screenshot(Path.of("target/screenshots/hawtio.png"));
            java.nio.file.Files.writeString(
                    Path.of("target/screenshots/page.html"), browser.driver().getPageSource());
            browser.driver().manage().logs().get("browser").forEach(System.out::println);
        }
    }
}
