# Vestnik as an image: docker build -t vestnik .
# Needs BuildKit, which Docker uses by itself since version 23 (before: DOCKER_BUILDKIT=1).
ARG JAVA=17

FROM eclipse-temurin:${JAVA}-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package
# In layers: the libraries, which seldom change, apart from Vestnik itself.
RUN cp target/vestnik-*.jar vestnik.jar && java -Djarmode=tools -jar vestnik.jar extract --layers --destination layers

FROM eclipse-temurin:${JAVA}-jre
RUN groupadd --gid 10001 vestnik && useradd --uid 10001 --gid 10001 --home-dir /vestnik --no-create-home vestnik \
    && install -d -o vestnik -g vestnik /vestnik /vestnik/data /vestnik/data/directory
WORKDIR /vestnik
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY routes routes
USER vestnik

# A small service that is fast from its first event on: without C2 it needs half the memory, and half the processor of the first
# minutes, and with what is called a few times compiled already it answers in two thirds of the time before it is warm. Heap and
# compiled code lie in large pages where the host lets a program ask for them (madvise), so that less has to be looked up again
# after a pause; where it does not, the JVM says so in a line. See docs/benchmark.md. An archive is made with the collector that
# it is used with.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.03 -XX:+UseTransparentHugePages"

# The classes of a start, parsed ahead by a start that ends before it opens a port: two seconds less at each start.
RUN VESTNIK_SANDBOX=true java -Xlog:cds=off -XX:ArchiveClassesAtExit=vestnik.jsa -Dspring.context.exit=onRefresh -jar vestnik.jar \
    && rm -rf data/redis

# In the image there is no sandbox unless it is asked for: a container without a token stops with a sentence.
ENV VESTNIK_SANDBOX=false
# The routes of one's own; the directory, and the data of an embedded Redis.
VOLUME ["/vestnik/routes/local", "/vestnik/data"]
EXPOSE 8080 9876
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD curl -fsS -o /dev/null "http://127.0.0.1:${MANAGEMENT_SERVER_PORT:-9876}/observe/health/ready" || exit 1
# The JVM itself gets SIGTERM, and stops in order. More options of the JVM: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=vestnik.jsa", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "vestnik.jar"]
