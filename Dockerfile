# Wadi in a container: the first stage builds, the second one runs, without Maven, sources or a root user.
#
#   docker build -t wadi .
#   docker run --rm -e KAFKA_BOOTSTRAP_SERVERS=kafka:9092 -e CLAIMX_API_TOKEN=… … wadi
#
# What follows the image's name are further options of `run`, such as --routes claimx/enrich.camel.yaml. Options of the
# JVM go into JAVA_TOOL_OPTIONS. To change routes, plugins or connections without a build, mount them over /opt/wadi/….
#
# The management port is on loopback. For probes from outside the container set WADI_MANAGEMENT_HOST=0.0.0.0 and
# WADI_MANAGEMENT_PASSWORD; /health/live and /health/ready then ask for that password (HTTP basic).

FROM maven:3.9.12-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/m2 \
    mvn -B -q -Dmaven.repo.local=/m2 -Dmaven.test.skip -Dspotless.check.skip -Dcyclonedx.skip package

FROM eclipse-temurin:25.0.2_10-jre-noble
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin wadi
WORKDIR /opt/wadi
COPY --from=build /build/target/lib lib/
COPY --from=build /build/target/wadi.jar ./
COPY application.properties ./
COPY connections connections/
COPY plugins plugins/
COPY routes routes/
# For the log of a container; LOG_FORMAT=text gives lines for people.
ENV LOG_FORMAT=json
USER 10001
EXPOSE 8090
ENTRYPOINT ["java", \
    "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", \
    "-XX:MaxRAMPercentage=70", \
    "-XX:+ExitOnOutOfMemoryError", \
    "-cp", "wadi.jar:lib/*", \
    "dev.wadi.launcher.Wadi", "run"]
