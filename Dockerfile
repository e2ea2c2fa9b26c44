# Vestnik as an image: docker build -t vestnik .
# Needs BuildKit, which Docker uses by itself since version 23 (before: DOCKER_BUILDKIT=1).

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package
# Two layers: the libraries, which seldom change, and Vestnik itself. The folder lib is for the users' own jars.
RUN cp target/vestnik-*.jar vestnik.jar && java -Djarmode=tools -jar vestnik.jar extract --layers --libraries libraries --destination layers
# Without what no container uses: Redis for other systems and processors, and the source maps of Hawtio's pages.
RUN cd layers/dependencies/libraries && for jar in embedded-redis-*.jar hawtio-springboot-*.jar; do \
      mkdir all && (cd all && jar xf "../$jar" && find . -name '*.map' -delete \
        && find . -name 'redis-server-*' ! -name "*-$(dpkg --print-architecture)" -delete && jar cfM "../$jar" .) && rm -r all || exit 1; done
# Java SE, and what else libraries and jars in lib/ may use.
RUN jlink --output /java --compress=zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages --include-locales=en,ru \
      --add-modules java.se,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs \
    && strip --strip-unneeded /java/lib/server/libjvm.so

# Debian's C library, certificates and time zones; debug adds BusyBox, a shell and wget for what follows and for the health check.
FROM gcr.io/distroless/base-nossl-debian13:debug
SHELL ["/busybox/sh", "-c"]
COPY --from=build /java /opt/java
ENV PATH=/opt/java/bin:$PATH LANG=C.UTF-8
RUN echo vestnik:x:10001:10001::/vestnik: >> /etc/passwd && echo vestnik:x:10001: >> /etc/group \
    && mkdir -p /vestnik/data/directory && chown -R vestnik:vestnik /vestnik
WORKDIR /vestnik
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY routes routes
USER vestnik

# Without C2 the service needs half the memory and half the processor time of the first minutes. The heap starts small and grows
# with the load; the JVM's default is a 64th of the machine's memory. The AOT cache requires the collector it was made with. Netty
# uses sun.misc.Unsafe, of which Java 25 warns.
ENV JDK_JAVA_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms64m --sun-misc-unsafe-memory-access=allow"

# The AOT cache (https://openjdk.org/jeps/514), made by a whole start in the sandbox: loaded and linked classes.
RUN VESTNIK_SANDBOX=true java -XX:AOTCacheOutput=vestnik.aot -jar vestnik.jar > start.log 2>&1 & \
    until grep -q '^Vestnik is ready' start.log; do kill -0 $! || { cat start.log; exit 1; }; sleep 1; done; \
    kill $! && wait $! && test -s vestnik.aot && rm -rf data/redis data/revisions start.log

# No sandbox by default: a container without a token stops with a message.
ENV VESTNIK_SANDBOX=false
# Local routes, and what they need beside Vestnik's own components may be mounted to /vestnik/lib; the directory and the data of an embedded Redis.
VOLUME ["/vestnik/routes/local", "/vestnik/data"]
EXPOSE 8080 9876
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/busybox/sh", "-c", "wget -q -O /dev/null http://127.0.0.1:${MANAGEMENT_SERVER_PORT:-9876}/observe/health/ready"]
# The JVM receives SIGTERM itself. Set more JVM options with JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:AOTCache=vestnik.aot", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "vestnik.jar"]
