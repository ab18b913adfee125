package dev.wadi.fake;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window. Nothing is downloaded: where there is none, the test is skipped and says so. */
public final class Browser implements AutoCloseable {

    private static final List<Path> BROWSERS = Stream.of(
                    "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .toList();
    private static final List<Path> DRIVERS = Stream.of(
                    "/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/usr/local/bin/chromedriver")
            .map(Path::of)
            .toList();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Opens a browser of the given size, or skips the running test if this machine has none. */
    public static Browser openOrSkip(String what, int width, int height) {
        Optional<Path> browser = installed(BROWSERS);
        Optional<Path> chromedriver = installed(DRIVERS);
        if (browser.isEmpty() || chromedriver.isEmpty()) {
            String message = "SKIPPED: " + what + " (it needs chromium and chromedriver, looked for at " + BROWSERS
                    + " and " + DRIVERS + ")";
            System.out.println(message);
            assumeTrue(false, message);
        }
        return open(browser.orElseThrow(), chromedriver.orElseThrow(), width, height);
    }

    private static Browser open(Path browser, Path chromedriver, int width, int height) {
        try {
            Path profile = Files.createTempDirectory("wadi-browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(browser.toFile());
            options.addArguments(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--user-data-dir=" + profile);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(chromedriver.toFile())
                    .usingAnyFreePort()
                    .build();
            ChromeDriver driver = new ChromeDriver(service, options);
            driver.manage().window().setSize(new Dimension(width, height));
            return new Browser(profile, driver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> installed(List<Path> candidates) {
        return candidates.stream().filter(Files::isExecutable).findFirst();
    }

    /** The driver, for what this class has no shorter word for. */
    public ChromeDriver driver() {
        return driver;
    }

    public void visit(String url) {
        driver.get(url);
    }

    /** Waits until the element is there to be seen. */
    public WebElement see(By element) {
        return patiently().until(ExpectedConditions.visibilityOfElementLocated(element));
    }

    /** Waits until the element can be clicked, and clicks it. */
    public void click(By element) {
        patiently().until(ExpectedConditions.elementToBeClickable(element)).click();
    }

    public void type(By field, String text) {
        WebElement element = see(field);
        element.clear();
        element.sendKeys(text);
    }

    /** A wait that tries for half a minute and takes elements that vanish meanwhile for a reason to try again. */
    public WebDriverWait patiently() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE);
        wait.ignoring(StaleElementReferenceException.class);
        return wait;
    }

    /** Writes what is shown now to a PNG file. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> left = Files.walk(profile)) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a process of the browser that is still ending writes there; what is left is the temporary folder's
        }
    }
}
